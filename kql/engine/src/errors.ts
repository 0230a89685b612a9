import type { Position } from "@logdoctor/kql";

/** SyntaxError, SemanticError: Kusto refuses the query too. NotSupported: this engine cannot prove its answer. Runtime: it failed on the data. */
export type KqlErrorCode = "SyntaxError" | "SemanticError" | "NotSupported" | "Runtime";

export class KqlError extends Error {
  readonly code: KqlErrorCode;
  readonly position?: Position;

  constructor(code: KqlErrorCode, message: string, position?: Position) {
    super(message);
    this.name = "KqlError";
    this.code = code;
    if (position !== undefined) this.position = position;
  }
}
