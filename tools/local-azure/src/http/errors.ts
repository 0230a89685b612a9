import { json } from "./call.ts";

/** Thrown by a route to answer with an error; `answer` is the whole response. */
export class AzureError extends Error {
  readonly answer: Response;

  constructor(message: string, answer: Response) {
    super(message);
    this.name = "AzureError";
    this.answer = answer;
  }
}

export type ErrorBody = {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly ErrorBody[];
  readonly innererror?: Record<string, unknown>;
  readonly correlationId?: string;
};

/** `{"error":{code, message, ...}}`, the shape of ARM and of the query API alike. */
export function azureError(status: number, error: ErrorBody, headers: Record<string, string> = {}): AzureError {
  return new AzureError(`${status} ${error.code}: ${error.message}`, json(status, { error }, headers));
}
