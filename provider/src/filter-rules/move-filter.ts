import {
  dropsRows,
  type moveFilterRuleEndpoint as endpoint,
  isExpired,
  moveFilterRule,
} from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { findFilterTable } from "../filter-tables/filter-table-store.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { personOf } from "../incidents/person-of.ts";
import { readFilter, storeFilter } from "./change-filter.ts";
import { approvalTexts } from "./check-warnings.ts";
import { blocksOfFilter } from "./filter-blocks.ts";
import { type StoredFilter, stepped } from "./filter-store.ts";
import { shownFilter } from "./shown-filter.ts";

const usualLifeMs = 90 * 24 * 3_600_000;

const refusals = {
  "no-such-step": "The rule is not in a state that allows this.",
  "not-yours": "Only agents take this step.",
  "reason-missing": "Say why.",
} as const;

/** Moves a rule along its lifecycle. One may drop rows only on a dry run and a certificate of the rule as it is now. */
export async function moveFilter(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const read = await readFilter(ctx, { id: params.id, ifMatch });
  const { rule } = read.body;
  const moved = moveFilterRule(rule.state, { ...body, actor: personOf(ctx.principal), at: ctx.now.toISOString() });
  if (moved.status === "refused") throw new AppError("filter-state", refusals[moved.refusal]);
  if (dropsRows(moved.step.to)) await requireProof(ctx, read.body);
  const changed = withEnd(stepped(read.body, moved.step), ctx.now);
  await storeFilter(ctx, read, changed);
  const data = await shownFilter(ctx, changed);
  return { data, etag: data.etag };
}

/** Nobody's rule drops rows for ever: one that nobody renews ends by itself. */
function withEnd(filter: StoredFilter, now: Date): StoredFilter {
  const { rule } = filter;
  if (!dropsRows(rule.state) || (rule.expiresAt !== undefined && !isExpired(rule, now))) return filter;
  return { ...filter, rule: { ...rule, expiresAt: new Date(now.getTime() + usualLifeMs).toISOString() } };
}

async function requireProof(ctx: RequestContext, filter: StoredFilter): Promise<void> {
  const table = await findFilterTable(ctx.deps.documents, ctx.tenantId, filter.rule.table);
  const { blockedBy, waitsFor } = await blocksOfFilter(ctx, filter, table?.body);
  if (blockedBy.length === 0) return;
  const errors = blockedBy.map((code) => {
    const detail = code === "beside-not-approved" ? approvalTexts(waitsFor).join(" ") : blockTexts[code];
    return { pointer: "/action", code, detail };
  });
  throw new AppError("filter-unproven", "The rule may not drop rows yet.", { errors });
}

/** What agents prove of the rules in force replaces what was known of their table. */
const inReview =
  "A rule in review gets no new one: where other rules of its table were applied or proved since, make it a draft (save it, or disable and reuse it) and test it again.";

const blockTexts = {
  "no-dry-run": `There is no dry run of the rule as it is now. ${inReview}`,
  dangerous: "The dry run would drop more than the limit.",
  "no-certificate": `There is no certificate of the rule as it is now. ${inReview}`,
  "loss-not-approved": "Something would lose what it looks for, or may; approve each of these, or change the rule.",
  "taken-back":
    "The agent took this very filter back and does not try it again: change the rule, or what is beside it.",
} as const;
