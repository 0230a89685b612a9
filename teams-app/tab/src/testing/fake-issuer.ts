import { createHash, randomUUID } from "node:crypto";
import { testNow } from "./documents.ts";

export interface FakeIssuer {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Refuses the next sign-in with this error code. */
  refuseNext: string | undefined;
  readonly signIns: () => number;
}

interface Grant {
  readonly challenge: string;
  readonly redirect: string;
  readonly nonce: string | null;
  readonly client: string;
}

/** An OpenID Connect issuer that signs everyone in at once: authorization code with PKCE S256, checked as a real one. */
export function createFakeIssuer(authority: () => string): FakeIssuer {
  const codes = new Map<string, Grant>();
  let count = 0;
  const issuer: FakeIssuer = {
    refuseNext: undefined,
    signIns: () => count,
    fetch: async (request) => await serve(request),
  };

  async function serve(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (request.method === "OPTIONS") return withCors(new Response(null, { status: 204 }));
    if (url.pathname === "/.well-known/openid-configuration") return withCors(Response.json(metadata(authority())));
    if (url.pathname === "/authorize") return authorize(url.searchParams);
    if (url.pathname === "/token") return withCors(token(new URLSearchParams(await request.text())));
    return new Response("not found", { status: 404 });
  }

  function authorize(query: URLSearchParams): Response {
    const back = new URL(query.get("redirect_uri") ?? "");
    back.searchParams.set("state", query.get("state") ?? "");
    if (issuer.refuseNext !== undefined) {
      back.searchParams.set("error", issuer.refuseNext);
      issuer.refuseNext = undefined;
      return Response.redirect(back.href, 302);
    }
    if (query.get("code_challenge_method") !== "S256") return new Response("PKCE S256 is needed", { status: 400 });
    const code = randomUUID();
    codes.set(code, {
      challenge: query.get("code_challenge") ?? "",
      redirect: query.get("redirect_uri") ?? "",
      nonce: query.get("nonce"),
      client: query.get("client_id") ?? "",
    });
    back.searchParams.set("code", code);
    return Response.redirect(back.href, 302);
  }

  function token(form: URLSearchParams): Response {
    const code = form.get("code") ?? "";
    const grant = codes.get(code);
    codes.delete(code);
    const answer = exchange(form, grant, authority(), count + 1);
    if (answer.ok) count++;
    return answer;
  }

  return issuer;
}

/** Exchanges a code for tokens, once, and only for the verifier that belongs to it. */
function exchange(form: URLSearchParams, grant: Grant | undefined, issuer: string, count: number): Response {
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  if (grant?.challenge !== challenge || grant.redirect !== form.get("redirect_uri")) {
    return Response.json({ error: "invalid_grant" }, { status: 400 });
  }
  const now = Math.floor(Date.parse(testNow) / 1000);
  const claims = { iss: issuer, aud: grant.client, sub: "user-1", nonce: grant.nonce, iat: now, exp: now + 3600 };
  const answer = { access_token: `token-${count}`, id_token: unsigned(claims), token_type: "Bearer", expires_in: 3600 };
  return Response.json(answer);
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
  };
}

function unsigned(claims: unknown): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

function withCors(response: Response): Response {
  response.headers.set("access-control-allow-origin", "*");
  response.headers.set("access-control-allow-headers", "*");
  return response;
}
