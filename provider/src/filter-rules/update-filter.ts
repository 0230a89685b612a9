import { dropsRows, type updateFilterRule as endpoint, type FilterStep } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import type { Input, Reply } from "../http/mount.ts";
import { personOf } from "../incidents/person-of.ts";
import { readFilter, storeFilter } from "./change-filter.ts";
import type { StoredFilter } from "./filter-store.ts";
import { requireGoodFilter } from "./require-good-filter.ts";
import { shownFilter } from "./shown-filter.ts";

/**
 * Replaces a rule. It becomes a draft again, whatever it was: what was tested, proved and approved was another rule. One that dropped
 * rows stops doing so with the agent's next poll.
 */
export async function updateFilter(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const read = await readFilter(ctx, { id: params.id, ifMatch });
  const { id, tenantId, createdAt, createdBy, state } = read.body.rule;
  const self = { id, tenantId, createdAt, createdBy };
  await requireGoodFilter(ctx, body, self);
  const reason = dropsRows(state)
    ? "The rule was changed; it stops until it is tested again."
    : "The rule was changed.";
  const step: FilterStep = {
    ...{ from: state, to: "Draft", action: "reject", at: ctx.now.toISOString(), reason },
    actor: personOf(ctx.principal),
  };
  const changed: StoredFilter = {
    rule: { ...body, ...self, state: "Draft" },
    revision: read.body.revision + 1,
    steps: state === "Draft" ? read.body.steps : [...read.body.steps, step],
    approvals: [],
    ...(read.body.takenBack === undefined ? {} : { takenBack: read.body.takenBack }),
  };
  await storeFilter(ctx, read, changed);
  const data = await shownFilter(ctx, changed);
  return { data, etag: data.etag };
}
