import type { approveLoss as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { findFilterTable } from "../filter-tables/filter-table-store.ts";
import { notFound } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { readFilter, storeFilter } from "./change-filter.ts";
import type { ApprovedLoss, StoredFilter } from "./filter-store.ts";
import { shownFilter } from "./shown-filter.ts";

/**
 * A person takes it upon them that a watcher of the certificate that they saw loses something to this rule. An edit of the rule voids
 * it, and so does another version of the watcher.
 * @throws AppError `precondition-failed` where another certificate came since.
 */
export async function approveLoss(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId, principal, now } = ctx;
  const read = await readFilter(ctx, { id: params.id, ifMatch });
  const table = await findFilterTable(deps.documents, tenantId, read.body.rule.table);
  const certificate = table?.body.certificate;
  // The rule's own ETag stays the same when agents prove it anew.
  if (certificate !== undefined && certificate.fingerprint !== body.fingerprint) throw changedMeanwhile();
  const watcher = certificate?.watchers.find(({ id }) => id === body.watcherId);
  const ruleVersion = certificate?.rules.find(({ ruleId }) => ruleId === params.id)?.version;
  if (watcher === undefined || ruleVersion === undefined) throw notFound("loss in the rule's certificate");
  const { name: by, objectId } = principal;
  const { watcherId, reason } = body;
  const approval: ApprovedLoss = {
    ...{ watcherId, reason, watcherVersion: watcher.version, ruleVersion },
    ...{ at: now.toISOString(), by, objectId },
  };
  const others = read.body.approvals.filter((one) => one.watcherId !== watcherId);
  const changed: StoredFilter = {
    ...read.body,
    revision: read.body.revision + 1,
    approvals: [...others, approval],
  };
  await storeFilter(ctx, read, changed);
  const data = await shownFilter(ctx, changed);
  return { data, etag: data.etag };
}
