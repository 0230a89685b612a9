import { FilterRefusal } from "@logdoctor/kql-filter";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";

/** Why rules cannot be used, with a code for programs. */
export class FilterFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "FilterFault";
    this.code = code;
  }
}

/** Runs `work`; a refusal is printed, as `{"error":{code,message}}` where JSON is asked for. Returns the exit code, 0 or 1. */
export async function refusing(io: Io, json: true | undefined, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (json && error instanceof CliError && error.kind === "failed") {
      io.out(`${JSON.stringify({ error: { code: "unreadable", message: error.message } })}\n`);
      return 1;
    }
    if (!(error instanceof FilterRefusal) && !(error instanceof FilterFault)) throw error;
    const ruleId = error instanceof FilterRefusal && error.ruleId !== undefined ? { ruleId: error.ruleId } : {};
    const failure = { code: error.code, message: error.message, ...ruleId };
    if (json) io.out(`${JSON.stringify({ error: failure })}\n`);
    else io.err(`${"ruleId" in failure ? `${failure.ruleId}: ` : ""}${failure.message} (${failure.code})\n`);
    return 1;
  }
}
