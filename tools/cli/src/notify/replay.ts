import { type CallTarget, call, NotificationId, ProblemError, replayNotification } from "@logdoctor/shared-policies";
import type { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { NotifyVerb } from "./command.ts";
import { listDead } from "./dead-letters.ts";

interface ReplayOptions {
  readonly all?: true;
}

interface Refused {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}

const mostAtOnce = 10_000;

/** Puts notifications back into the outbox. What is refused for one does not stop the others. */
export const replay: NotifyVerb<ReplayOptions> = {
  name: "replay",
  summary: "deliver again what could not be delivered",
  description:
    "Puts notifications that could not be delivered back into the outbox. Channels that were told already are left alone; a card shows its incident as it is now.",
  configure(command: Command) {
    command.argument("[ids...]", "ids of notifications").option("--all", "every one that could not be delivered");
  },
  async run({ api, io, print }, { all }, words) {
    const ids = all === true ? (await listDead(api, mostAtOnce)).map(({ id }) => id) : checkedIds(words);
    if (all === true && words.length > 0) throw new CliError("usage", "Give ids or --all, and not both.");
    const replayed: string[] = [];
    const refused: Refused[] = [];
    for (const id of ids) {
      const refusal = await putBack(api, id);
      if (refusal === undefined) replayed.push(id);
      else refused.push(refusal);
    }
    for (const { id, detail } of refused) io.err(`${id}: ${detail}\n`);
    print({ replayed, refused }, `${replayed.length} of ${ids.length} are delivered again.\n`);
    return refused.length === 0 ? 0 : 1;
  },
};

function checkedIds(words: readonly string[]): readonly string[] {
  if (words.length === 0) throw new CliError("usage", "Give the ids that notify dead-letters lists, or --all.");
  const wrong = words.find((word) => !NotificationId.safeParse(word).success);
  if (wrong === undefined) return words;
  throw new CliError("usage", `${wrong} is no id of a notification, such as out_3f2b9c1d8e7a4b60.`);
}

// Another person may have put it back, or it has expired.
async function putBack(api: CallTarget, id: string): Promise<Refused | undefined> {
  try {
    await call(api, replayNotification, { params: { id } });
    return undefined;
  } catch (error) {
    const known = error instanceof ProblemError && ["conflict", "not-found"].includes(error.problem.code);
    if (!known) throw error;
    return { id, code: error.problem.code, detail: error.problem.detail };
  }
}
