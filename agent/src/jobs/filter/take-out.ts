import { decompose } from "@logdoctor/kql-filter";
import { type ChangeResult, changeTransform } from "./change-transform.ts";
import type { WatchContext } from "./context.ts";
import { liveEntry, oursIn, stoodUntil, withoutLive } from "./entries.ts";
import type { Path } from "./find-paths.ts";

/** Someone who edits a rule all the time must not keep our text in it. */
const attempts = 3;

/**
 * Takes our filter out of a flow; what the customer had there stands again, to the byte. Asks nobody, for it only lets more rows
 * through; but whoever was superseded must not undo what its successor did. Throws `LeaseLost`, `FilterRefusal` for a text that
 * somebody has edited.
 */
export async function takeOut(context: WatchContext, path: Path): Promise<ChangeResult> {
  const { journal, clock } = context;
  await journal.save();
  const change = await changed(context, path);
  if (!change.done) return change;
  const live = liveEntry(journal.doc.applied, path);
  if (live !== undefined) journal.doc.stood.push(stoodUntil(live, clock.now()));
  journal.doc.applied = withoutLive(journal.doc.applied, path);
  await journal.save();
  return change;
}

async function changed({ collectionRules: rules, state }: WatchContext, path: Path): Promise<ChangeResult> {
  const next = (current: string | undefined) => decompose(current).existing;
  const permit = async () => undefined;
  const change = { ruleId: path.rule.id, flow: path.flow, next, takesOut: true } as const;
  let result = await changeTransform({ rules, state, permit }, change);
  for (let again = 1; again < attempts && !result.done && result.result === "changed-meanwhile"; again++)
    result = await changeTransform({ rules, state, permit }, change);
  const isOut = !result.done && result.result === "not-kept" && oursIn(result.standing) === undefined;
  return isOut ? { done: true, result: "changed" } : result;
}
