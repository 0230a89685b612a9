import { createHash, randomBytes } from "node:crypto";
import type { Person } from "@logdoctor/local-azure";
import { z } from "zod";
import { apiClientId, apiScope } from "./registration.ts";

const Tokens = z.object({ access_token: z.string() });

export interface SignInPlace {
  /** Base address of the sign-in pages. */
  readonly authority: string;
  /** A registered address of the tab. */
  readonly redirectUri: string;
}

/** An access token of a person for the provider's API, by authorization code with PKCE as a browser gets it. */
export async function signIn({ authority, redirectUri }: SignInPlace, person: Person): Promise<string> {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    client_id: apiClientId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: apiScope,
    login_hint: person.username,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const base = `${authority}/${person.tenantId}/oauth2/v2.0`;
  const redirect = await fetch(`${base}/authorize?${query}`, { redirect: "manual" });
  const code = new URL(redirect.headers.get("location") ?? "about:blank").searchParams.get("code");
  if (code === null) throw new Error(`${person.username} could not sign in: HTTP ${redirect.status}`);
  const form = {
    client_id: apiClientId,
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  const answer = await fetch(`${base}/token`, { method: "POST", body: new URLSearchParams(form) });
  if (!answer.ok) throw new Error(`${person.username} got no token: HTTP ${answer.status}`);
  return Tokens.parse(await answer.json()).access_token;
}
