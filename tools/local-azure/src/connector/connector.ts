import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";

/** A card message that the connector holds. */
export type PostedMessage = {
  readonly conversationId: string;
  readonly activityId: string;
  /** As last written. */
  readonly card: Readonly<Record<string, unknown>>;
  readonly summary: string;
  /** How often it was written: 1 after the post. */
  readonly writes: number;
};

/** What happens to one request instead of the usual. */
export type ConnectorFault = {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter?: number;
  /** Carries the request out and answers with the fault all the same. */
  readonly applied?: boolean;
  /** Error code of the body, such as `BotNotInConversationRoster`. */
  readonly code?: string;
};

export type ConnectorRequest = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly token: string;
  readonly at: number;
};

/** The Bot Connector of Teams as far as cards go, with the Bot Framework's issuer, in memory. */
export type Connector = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly messages: () => readonly PostedMessage[];
  readonly requests: readonly ConnectorRequest[];
  /** Strikes the next request; undefined lets it through. Faults that were added are used first. */
  readonly fail: (fault: ConnectorFault) => void;
  /** Asked for every request that no added fault strikes. */
  onRequest: (request: Request) => ConnectorFault | undefined;
  /** Takes a message away, as Teams sometimes does: updates answer 404. */
  readonly forget: (activityId: string) => void;
  readonly jwks: () => Promise<JSONWebKeySet>;
  /** Signs claims as the Bot Framework does. */
  readonly token: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
};

const route = /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/;
const kid = "bot-framework-local";
const reasons: Readonly<Record<number, string>> = { 404: "ActivityNotFoundInConversation", 412: "PreconditionFailed" };

/** @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export function createConnector(): Connector {
  const messages = new Map<string, PostedMessage>();
  const [requests, faults]: [ConnectorRequest[], ConnectorFault[]] = [[], []];
  const keys = signingKeys();
  const self: Connector = {
    ...{ requests, ...keys, onRequest: () => undefined },
    messages: () => [...messages.values()],
    fail: (fault) => void faults.push(fault),
    forget: (activityId) => void messages.delete(activityId),
    async fetch(request) {
      const fault = faults.shift() ?? self.onRequest(request);
      const carriedOut = fault === undefined || fault.applied === true;
      const done = carriedOut ? await carryOut(messages, request) : undefined;
      const response = fault === undefined ? (done ?? refusal({ status: 404 })) : refusal(fault);
      const token = (request.headers.get("authorization") ?? "").replace(/^Bearer /, "");
      const { pathname } = new URL(request.url);
      requests.push({ method: request.method, path: pathname, status: response.status, token, at: performance.now() });
      return response;
    },
  };
  return self;
}

async function carryOut(messages: Map<string, PostedMessage>, request: Request): Promise<Response> {
  const [, conversation, activity] = route.exec(new URL(request.url).pathname) ?? [];
  if (conversation === undefined) return refusal({ status: 404, code: "NotFound" });
  const body = (await request.json()) as { summary?: string; attachments?: { content: Record<string, unknown> }[] };
  const written = { card: body.attachments?.[0]?.content ?? {}, summary: body.summary ?? "" };
  if (request.method === "POST") {
    const activityId = `1:${String(messages.size + 1).padStart(6, "0")}-${crypto.randomUUID().slice(0, 8)}`;
    messages.set(activityId, { ...written, activityId, conversationId: decodeURIComponent(conversation), writes: 1 });
    return Response.json({ id: activityId }, { status: 201 });
  }
  const activityId = decodeURIComponent(activity ?? "");
  const before = messages.get(activityId);
  if (request.method !== "PUT" || before === undefined) return refusal({ status: 404 });
  messages.set(activityId, { ...before, ...written, writes: before.writes + 1 });
  return Response.json({ id: activityId });
}

function refusal({ status, retryAfter, code }: ConnectorFault): Response {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": `${retryAfter}` };
  const error = { code: code ?? reasons[status] ?? "ServiceError", message: "As it was asked for." };
  return Response.json({ error }, { status, headers });
}

// Making an RSA key takes a while: the connectors of one process share it.
let made: ReturnType<typeof generateKeyPair> | undefined;

function signingKeys(): Pick<Connector, "jwks" | "token"> {
  const pair = (): ReturnType<typeof generateKeyPair> => {
    made ??= generateKeyPair("RS256", { extractable: true });
    return made;
  };
  return {
    async jwks() {
      const key = await exportJWK((await pair()).publicKey);
      return { keys: [{ ...key, kty: "RSA", kid, use: "sig", alg: "RS256", endorsements: ["msteams"] }] };
    },
    token: async (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ: "JWT", kid }).sign((await pair()).privateKey),
  };
}
