import { headerOf } from "../../http/header-of.ts";
import type { Mountable } from "../../http/mount.ts";
import { readJsonBody } from "../../http/read-body.ts";
import { plainResponse } from "../../http/respond.ts";
import { shellOf } from "../../http/shell.ts";
import { acceptActivity } from "./accept-activity.ts";
import { answerCardAction } from "./answer-card-action.ts";
import { noteInstall } from "./note-install.ts";
import { isFirst } from "./replay-guard.ts";

const maxActivityBytes = 256 * 1024;
const path = "/api/messages";

/** Where Teams sends what happens with the bot. Without a bot there is no such path. */
export function botRoutes({ app, deps, limitRate }: Mountable): void {
  const { bot } = deps.notify;
  if (bot === undefined) return;
  const shell = shellOf(deps);
  app.post(path, (c) =>
    shell(c, path, async ({ headers }) => {
      const now = deps.now();
      const body = (): Promise<unknown> => readJsonBody(c, maxActivityBytes);
      const accepted = await acceptActivity(bot, { authorization: headerOf(c, "authorization"), body }, now);
      limitRate(accepted.tenantId);
      const first = await isFirst(deps.documents, accepted, now);
      const { type, name } = accepted.activity;
      if (type !== "invoke") {
        if (first) await noteInstall(deps.documents, accepted, now);
        return plainResponse("{}", 200, { ...headers, "content-type": "application/json" });
      }
      if (name !== "adaptiveCard/action") return plainResponse(null, 501, headers);
      const answer = await answerCardAction(deps, { ...accepted, first }, now);
      return plainResponse(JSON.stringify(answer), 200, { ...headers, "content-type": "application/json" });
    }),
  );
}
