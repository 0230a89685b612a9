import { type deleteFilterRule as endpoint, mayBeDeleted } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { readFilter } from "./change-filter.ts";
import { deleteFilterWrite } from "./filter-store.ts";

/** Deletes a rule that no agent has to do with. */
export async function deleteFilter(
  ctx: RequestContext,
  { params, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const read = await readFilter(ctx, { id: params.id, ifMatch });
  if (!mayBeDeleted(read.body.rule.state)) {
    throw new AppError("filter-state", "Only a draft or a disabled rule can be deleted.");
  }
  const result = await ctx.deps.documents.commit(ctx.tenantId, [deleteFilterWrite(read)]);
  if (!result.committed) throw changedMeanwhile();
  return { data: undefined };
}
