import { type Analysis, analyze, positionAt, type TableSchemas } from "@logdoctor/kql/syntax";
import { KqlError } from "../errors.ts";

/**
 * The text parsed and bound. The official binder of release 12.4.1 fails on a pattern over what is no graph: that is a
 * KqlError too, at the operator.
 */
export function boundText(text: string, schemas: TableSchemas): Analysis {
  try {
    return analyze(text, schemas);
  } catch (error) {
    const at = text.search(/\bgraph-(?:match|shortest-paths)\b/);
    if (!(error instanceof TypeError) || at < 0) throw error;
    const position = positionAt(text, at);
    throw new KqlError(
      "NotSupported",
      `The official binder fails on this text; a pattern needs a graph (line ${position.line}, column ${position.column})`,
      position,
    );
  }
}
