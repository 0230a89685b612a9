/** What a person did or met, in words for that person. `usage` is a command line that cannot be understood. */
export class CliError extends Error {
  readonly kind: "usage" | "failed";

  constructor(kind: "usage" | "failed", message: string) {
    super(message);
    this.name = "CliError";
    this.kind = kind;
  }
}
