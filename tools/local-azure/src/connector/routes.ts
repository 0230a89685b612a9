import { type Call, json } from "../http/call.ts";
import { renderCard } from "./render-card.ts";

/**
 * Teams, as far as the bot needs it: the Bot Connector under `/connector`, the keys of the Bot Framework, and under
 * `/_local/cards` what was posted, as JSON and as pages. Undefined for another path.
 */
export async function handleConnector(call: Call): Promise<Response | undefined> {
  const { pathname } = call.url;
  const { connector } = call.world;
  if (pathname.startsWith("/connector/v3/")) return connector.fetch(withBody(call));
  if (pathname === "/botframework/v1/.well-known/keys") return json(200, await connector.jwks());
  if (pathname === "/_local/cards") return json(200, { value: connector.messages() });
  const id = /^\/_local\/cards\/([^/]+)\.html$/.exec(pathname)?.[1];
  if (id === undefined) return undefined;
  const posted = connector.messages().find(({ activityId }) => activityId === decodeURIComponent(id));
  if (posted === undefined) return undefined;
  return new Response(renderCard(posted.card), { headers: { "content-type": "text/html; charset=utf-8" } });
}

function withBody({ request, url, body }: Call): Request {
  const { method, headers } = request;
  return new Request(url, { method, headers, ...(body.length > 0 ? { body: new Uint8Array(body) } : {}) });
}
