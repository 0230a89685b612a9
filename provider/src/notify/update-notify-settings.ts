import type { updateNotificationSettings } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import { conversationsOf } from "./conversation-store.ts";
import { isAt } from "./notify-deps.ts";
import { type NotifySettings, readNotifySettings, writeNotifySettings } from "./notify-settings-store.ts";
import { shownEtag, shownSettings } from "./shown-settings.ts";

/** Replaces a tenant's wishes. A webhook's address is encrypted before it is stored, and is never given back. */
export async function updateNotifySettings(
  ctx: RequestContext,
  { body: wished, ifMatch }: Input<typeof updateNotificationSettings>,
): Promise<Reply<typeof updateNotificationSettings>> {
  const { documents } = ctx.deps;
  const read = await readNotifySettings(documents, ctx.tenantId);
  if (shownEtag(read) !== ifMatch) throw changedMeanwhile();
  const { webhookUrl, responders, ...wishes } = wished;
  const lower = responders.map(({ objectId, name }) => ({ objectId: objectId.toLowerCase(), name }));
  const webhook = webhookUrl === undefined ? read.body.webhook : webhookOf(ctx, webhookUrl);
  const body: NotifySettings = { ...wishes, responders: lower, ...(webhook === undefined ? {} : { webhook }) };
  const result = await documents.commit(ctx.tenantId, [writeNotifySettings(read.etag, body)]);
  if (!result.committed) throw changedMeanwhile();
  const now = { body, etag: result.etags[0] };
  const data = shownSettings(now, await conversationsOf(documents, ctx.tenantId));
  return { data, etag: data.etag };
}

function webhookOf({ deps, tenantId, now }: RequestContext, url: string | null): NotifySettings["webhook"] {
  if (url === null) return undefined;
  const { secrets, webhookHosts } = deps.notify;
  if (secrets === undefined) throw new AppError("unavailable", "This installation has no key to keep webhooks with.");
  if (!isAt(url, webhookHosts)) {
    const detail = `A webhook is an HTTPS address at ${webhookHosts.join(" or ")}.`;
    throw new AppError("invalid-request", detail, { errors: [{ pointer: "/webhookUrl", detail }] });
  }
  return { sealed: secrets.seal(url, tenantId), host: new URL(url).host, setAt: now.toISOString() };
}
