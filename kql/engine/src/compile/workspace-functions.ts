import { KqlError } from "../errors.ts";
import { boundText } from "./bound.ts";

const NONE = {};

/** One function as a statement of a query: `text` is its body, or `(parameters) { body }`. Throws KqlError for no function. */
export function functionStatement(name: string, text: string): string {
  const trimmed = text.trim();
  const declaration = trimmed.startsWith("(") ? trimmed : `view () {\n${trimmed}\n}`;
  const statement = `let ${name} = ${declaration};\n`;
  const error = boundText(`${statement}print 1`, NONE).syntaxErrors[0];
  if (error !== undefined || !/^[A-Za-z_]\w*$/.test(name))
    throw new KqlError("SyntaxError", `The function ${name} is not a function: ${error?.message ?? "its name"}`);
  return statement;
}

/**
 * The statements of the workspace's functions that a query uses, itself or through another: they stand before it. A
 * function may use those that were created before it.
 */
export function statementsFor(text: string, functions: ReadonlyMap<string, string>): string {
  let wanted = text;
  const used: string[] = [];
  for (const [name, statement] of [...functions].reverse()) {
    const declared = new RegExp(`\\blet\\s+${name}\\s*=`).test(text);
    if (declared || !new RegExp(`\\b${name}\\b`).test(wanted)) continue;
    used.unshift(statement);
    wanted += statement;
  }
  return used.join("");
}

/** Runs `work` on the text behind `statements`; the positions of its errors are those of the text alone. */
export async function behind<T>(statements: string, text: string, work: (whole: string) => Promise<T>): Promise<T> {
  if (statements === "") return await work(text);
  try {
    return await work(statements + text);
  } catch (error) {
    if (!(error instanceof KqlError) || error.position === undefined) throw error;
    const lines = statements.split("\n").length - 1;
    const { offset, line, column } = error.position;
    const plain = error.message.replace(/ \(line \d+, column \d+\)$/, "");
    if (offset < statements.length) throw new KqlError(error.code, `In a function of the workspace: ${plain}`);
    const position = { offset: offset - statements.length, line: line - lines, column };
    throw new KqlError(error.code, `${plain} (line ${position.line}, column ${column})`, position);
  }
}
