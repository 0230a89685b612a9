import type { StateBlobs } from "../retain/ports.ts";
import type { CollectionRules, RuleSnapshot } from "./ports.ts";
import {
  documentHash,
  type FlowKey,
  type NextTransform,
  type RuleDocument,
  transformOf,
  unfitFlow,
  withTransform,
  writableDocument,
} from "./rule-document.ts";

export interface TransformChange {
  readonly ruleId: string;
  readonly flow: FlowKey;
  /** Text that the flow is to have, made of the text that it has; undefined for no transformation. */
  readonly next: NextTransform;
  /** The change only lets more rows through: whatever the customer has made of the flow, it is not refused. */
  readonly takesOut?: true;
}

/**
 * `changed-meanwhile`: someone else wrote the rule between our reading and our writing, so nothing was written. `not-kept`: Azure
 * took the rule and gives back another one.
 */
export type ChangeResult =
  | { readonly done: true; readonly result: "unchanged" | "changed" }
  | {
      readonly done: false;
      readonly result: "missing" | "unfit" | "changed-meanwhile";
      readonly detail: string;
    }
  /** `standing`: the transformation that Azure gives back. */
  | {
      readonly done: false;
      readonly result: "not-kept";
      readonly detail: string;
      readonly standing: string | undefined;
    };

interface ChangeDeps {
  readonly rules: CollectionRules;
  readonly state: StateBlobs;
  /** Asked right before the write. Throws when the write must not happen. */
  readonly permit: () => Promise<void>;
}

/**
 * Changes the transformation of one flow and nothing else. Azure has no If-Match for data collection rules, so the rule is read
 * again right before it is written, and once more after; what it was before is kept in the customer's storage first.
 */
export async function changeTransform(deps: ChangeDeps, change: TransformChange): Promise<ChangeResult> {
  const { rules, state, permit } = deps;
  const first = await rules.read(change.ruleId);
  if (first === undefined && change.takesOut === true) return { done: true, result: "unchanged" };
  if (first === undefined) {
    return { done: false, result: "missing", detail: `There is no data collection rule ${change.ruleId}.` };
  }
  const unfit = change.takesOut === true ? undefined : unfitFlow(first.document, change.flow);
  if (unfit !== undefined) return { done: false, result: "unfit", detail: unfit };
  const before = documentHash(first.document);
  const document = writableDocument(withTransform(first.document, change.flow, change.next));
  if (documentHash(document) === before) return { done: true, result: "unchanged" };
  await keepBackup(state, first, before);
  await permit();
  const second = await rules.read(change.ruleId);
  if (second === undefined || moved(first, second, before)) return changedMeanwhile;
  await rules.write(change.ruleId, document);
  return verify(await rules.read(change.ruleId), document, change.flow);
}

const changedMeanwhile: ChangeResult = {
  done: false,
  result: "changed-meanwhile",
  detail: "Someone else changed the data collection rule meanwhile; nothing was written. The next run looks again.",
};

function moved(first: RuleSnapshot, second: RuleSnapshot, hash: string): boolean {
  return first.etag !== second.etag || documentHash(second.document) !== hash;
}

function verify(after: RuleSnapshot | undefined, document: RuleDocument, flow: FlowKey): ChangeResult {
  const kept = after !== undefined && documentHash(after.document) === documentHash(document);
  if (kept) return { done: true, result: "changed" };
  const standing = after === undefined ? undefined : transformOf(after.document, flow);
  const detail = "Azure took the data collection rule and gives back another one.";
  return { done: false, result: "not-kept", detail, standing };
}

/** Every state of a rule that we replaced, by its hash: a person can put it back. */
async function keepBackup(state: StateBlobs, { id, document }: RuleSnapshot, hash: string): Promise<void> {
  const name = `filter/backups/${hash}.json`;
  if ((await state.read(name)) !== undefined) return;
  await state.write(name, JSON.stringify({ id, document }), undefined);
}
