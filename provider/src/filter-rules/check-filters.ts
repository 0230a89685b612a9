import {
  dropsRows,
  type checkFilterRules as endpoint,
  type explainFilter as explainEndpoint,
  type TenantId,
} from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { findFilterTable } from "../filter-tables/filter-table-store.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { approvalTexts, rateWarnings } from "./check-warnings.ts";
import { openBeside } from "./filter-blocks.ts";
import { ratesOf } from "./filter-policies-store.ts";
import { filtersOf, type TenantFilter } from "./filter-store.ts";

/** Compiles rules as they stand in an editor. Stores nothing. */
export async function checkFilters(
  ctx: RequestContext,
  { body }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId, now } = ctx;
  const drafts = body.rules.map(({ id = "draft", ruleName = id, ...rule }, index) => ({
    ...rule,
    ...{ ruleName, table: body.table, tenantId: tenantId as TenantId, createdAt: now.toISOString(), createdBy: "" },
    id: id === "draft" && index > 0 ? `draft-${index}` : id,
  }));
  const active = body.withActive ? await dropping(ctx, body.table) : [];
  const others = active.filter(({ id }) => drafts.every((one) => one.id !== id));
  const rules = [...others, ...drafts];
  const sampling = await ratesOf(ctx, rules);
  const data = deps.filterKit.compile({ table: body.table, rules, sampling });
  const certificate = (await findFilterTable(deps.documents, tenantId, body.table))?.body.certificate;
  const [id = ""] = drafts.map((one) => one.id);
  const open = body.withActive ? await openBeside(ctx, { id, table: body.table }, certificate) : [];
  return { data: { ...data, warnings: [...data.warnings, ...rateWarnings(rules, sampling), ...approvalTexts(open)] } };
}

/** Says which rule in force drops a row. */
export async function explainRow(
  ctx: RequestContext,
  { body }: Input<typeof explainEndpoint>,
): Promise<Reply<typeof explainEndpoint>> {
  const rules = await dropping(ctx, body.table);
  const answer = ctx.deps.filterKit.explain(
    { table: body.table, rules, sampling: await ratesOf(ctx, rules) },
    body.row,
  );
  if (answer === undefined) {
    const errors = [{ pointer: "/table", detail: "The columns of this table are not known here." }];
    throw new AppError("invalid-request", "Rows of this table cannot be explained.", { errors });
  }
  return { data: { ...answer, rules: [...answer.rules] } };
}

async function dropping({ deps, tenantId }: RequestContext, table: string): Promise<TenantFilter[]> {
  const all = (await filtersOf(deps.documents, tenantId)).map(({ body }) => body.rule);
  return all.filter((rule) => rule.table === table && rule.isActive && dropsRows(rule.state));
}
