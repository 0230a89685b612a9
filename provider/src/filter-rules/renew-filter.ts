import type { renewFilterRule as endpoint } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import type { Input, Reply } from "../http/mount.ts";
import { readFilter, storeFilter } from "./change-filter.ts";
import { shownFilter } from "./shown-filter.ts";

/** Lets a rule expire later. What it drops stays the same, so nothing is to be proved anew. */
export async function renewFilter(
  ctx: RequestContext,
  { params, body, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const read = await readFilter(ctx, { id: params.id, ifMatch });
  if (Date.parse(body.expiresAt) <= ctx.now.getTime()) {
    const errors = [{ pointer: "/expiresAt", detail: "The time lies in the past." }];
    throw new AppError("invalid-request", "The rule would have expired already.", { errors });
  }
  const rule = { ...read.body.rule, expiresAt: body.expiresAt };
  const changed = { ...read.body, rule, revision: read.body.revision + 1 };
  await storeFilter(ctx, read, changed);
  const data = await shownFilter(ctx, changed);
  return { data, etag: data.etag };
}
