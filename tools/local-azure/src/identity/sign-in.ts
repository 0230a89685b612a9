import { createHash } from "node:crypto";
import type { Call } from "../http/call.ts";
import { json } from "../http/call.ts";
import type { ApiRegistration } from "../options.ts";
import type { World } from "../world.ts";
import type { Person } from "./principals.ts";
import { apiForResource } from "./resources.ts";
import { chooserPage, refusalPage } from "./sign-in-page.ts";
import { issuePersonApiToken, issuePersonIdToken } from "./tokens.ts";

/** Authorization codes are good for ten minutes and one use; refresh tokens of a single-page app for a day. Entra documentation, v2-oauth2-auth-code-flow.md */
const CODE_MS = 10 * 60_000;
const REFRESH_MS = 24 * 3_600_000;

type SignIn = {
  person: Person;
  api: ApiRegistration;
  clientId: string;
  redirectUri: string;
  nonce?: string;
  scope: string;
};
type Pending = SignIn & { challenge: string; expires: number };

export type SignInDesk = { codes: Map<string, Pending>; refreshTokens: Map<string, SignIn & { expires: number }> };

export function createSignInDesk(): SignInDesk {
  return { codes: new Map(), refreshTokens: new Map() };
}

const ROUTE = /^\/([^/]+)\/oauth2\/v2\.0\/(authorize|token|logout)$/;

/** A person's sign-in by authorization code with PKCE; undefined for another path. */
export async function handleSignIn(desk: SignInDesk, call: Call): Promise<Response | undefined> {
  const [, tenant, step] = ROUTE.exec(call.url.pathname) ?? [];
  if (tenant === undefined) return undefined;
  if (step === "authorize") return authorize(desk, call, tenant);
  if (step === "token") return withCors(call, await redeem(desk, call));
  return logout(call);
}

function authorize(desk: SignInDesk, call: Call, tenant: string): Response {
  const query = call.url.searchParams;
  const redirectUri = query.get("redirect_uri") ?? "";
  const clientId = query.get("client_id") ?? "";
  const scope = query.get("scope") ?? "";
  const api = apiOfScope(call.world.apis, scope) ?? call.world.apis.find((one) => one.clientId === clientId);
  // An address that is not registered is never redirected to: it could be anyone's.
  if (api === undefined) return refusalPage("AADSTS700016: The application was not found: check client_id and scope.");
  if (!(api.clientIds ?? [api.clientId]).includes(clientId))
    return refusalPage("AADSTS700016: This client_id is not registered.");
  if (!api.redirectUris?.includes(redirectUri)) return refusalPage("AADSTS50011: The redirect_uri is not registered.");
  const challenge = query.get("code_challenge");
  if (query.get("response_type") !== "code" || query.get("code_challenge_method") !== "S256" || !challenge) {
    return redirect(call, {
      error: "invalid_request",
      error_description: "AADSTS501481: response_type=code with an S256 code_challenge is required.",
    });
  }
  const people = peopleOf(call.world, tenant);
  const hint = query.get("login_hint")?.toLowerCase();
  const person = people.find((one) => one.username.toLowerCase() === hint);
  if (person === undefined) {
    if (query.get("prompt") === "none")
      return redirect(call, { error: "login_required", error_description: "AADSTS50058: Nobody is signed in." });
    return chooserPage(call.url, people);
  }
  const code = call.world.newId();
  const nonce = query.get("nonce");
  const expires = Date.now() + CODE_MS;
  desk.codes.set(code, {
    person,
    api,
    clientId,
    redirectUri,
    scope,
    challenge,
    expires,
    ...(nonce === null ? {} : { nonce }),
  });
  return redirect(call, { code });
}

function apiOfScope(apis: readonly ApiRegistration[], scope: string): ApiRegistration | undefined {
  for (const one of scope.split(/\s+/)) {
    const api = apiForResource(apis, one.slice(0, Math.max(0, one.lastIndexOf("/"))));
    if (api !== undefined) return api;
  }
  return undefined;
}

function peopleOf(world: World, tenant: string): Person[] {
  const shared = ["common", "organizations"].includes(tenant.toLowerCase());
  return world.people.filter((person) => shared || person.tenantId === tenant.toLowerCase());
}

function redirect(call: Call, result: Record<string, string>): Response {
  const query = call.url.searchParams;
  const state = query.get("state");
  const parameters = new URLSearchParams(state === null ? result : { ...result, state });
  const separator =
    query.get("response_mode") === "fragment" ? "#" : (query.get("redirect_uri") ?? "").includes("?") ? "&" : "?";
  return new Response(null, {
    status: 302,
    headers: { location: `${query.get("redirect_uri")}${separator}${parameters}`, "cache-control": "no-store" },
  });
}

async function redeem(desk: SignInDesk, call: Call): Promise<Response> {
  if (call.request.method === "OPTIONS") return new Response(null, { status: 204 });
  const form = new URLSearchParams(call.body.toString("utf8"));
  const grant = form.get("grant_type");
  const signIn =
    grant === "authorization_code"
      ? byCode(desk, form)
      : grant === "refresh_token"
        ? byRefreshToken(desk, form)
        : "unsupported_grant_type";
  if (typeof signIn === "string")
    return json(400, { error: signIn, error_description: `AADSTS: ${signIn}`, correlation_id: call.world.newId() });
  const { person, api, clientId, nonce, scope } = signIn;
  const access = await issuePersonApiToken(call.world, person, api.clientId, clientId);
  const idToken = await issuePersonIdToken(call.world, person, clientId, nonce);
  const refreshToken = call.world.newId();
  desk.refreshTokens.set(refreshToken, { ...signIn, expires: Date.now() + REFRESH_MS });
  return json(200, {
    token_type: "Bearer",
    scope,
    expires_in: access.expiresOn - Math.floor(Date.now() / 1000),
    access_token: access.token,
    id_token: idToken.token,
    refresh_token: refreshToken,
    client_info: Buffer.from(JSON.stringify({ uid: person.objectId, utid: person.tenantId })).toString("base64url"),
  });
}

function byCode(desk: SignInDesk, form: URLSearchParams): SignIn | string {
  const code = form.get("code") ?? "";
  const pending = desk.codes.get(code);
  desk.codes.delete(code);
  if (pending === undefined || pending.expires < Date.now()) return "invalid_grant";
  const proof = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  const same = form.get("client_id") === pending.clientId && form.get("redirect_uri") === pending.redirectUri;
  return same && proof === pending.challenge ? pending : "invalid_grant";
}

function byRefreshToken(desk: SignInDesk, form: URLSearchParams): SignIn | string {
  const token = form.get("refresh_token") ?? "";
  const kept = desk.refreshTokens.get(token);
  desk.refreshTokens.delete(token);
  return kept !== undefined && kept.expires >= Date.now() && form.get("client_id") === kept.clientId
    ? kept
    : "invalid_grant";
}

/** Only the origin of a registered redirect address may read the answer. */
function withCors(call: Call, response: Response): Response {
  const origin = call.request.headers.get("origin");
  const origins = call.world.apis.flatMap((api) => (api.redirectUris ?? []).map((uri) => new URL(uri).origin));
  if (origin === null || !origins.includes(origin)) return response;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-allow-headers", "content-type, x-client-sku, x-client-ver, client-request-id");
  response.headers.set("access-control-allow-methods", "POST, OPTIONS");
  response.headers.set("vary", "origin");
  return response;
}

function logout(call: Call): Response {
  const target = call.url.searchParams.get("post_logout_redirect_uri") ?? "";
  const known = call.world.apis.some((api) => api.redirectUris?.includes(target));
  return known
    ? new Response(null, { status: 302, headers: { location: target } })
    : refusalPage("You are signed out.", 200);
}
