import { ManagedIdentityCredential } from "@azure/identity";
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalAzure, type RegisteredIdentity, startLocalAzure, trustCertificateAuthority } from "../index.ts";
import { temporaryDirectory } from "../testing/temporary-directory.ts";

const API = "6d2a9a3e-6f0b-4c52-9d3b-6a5f6d3a0001";
const TENANT = "11111111-1111-4111-8111-111111111111";
const REDIRECT = "http://localhost:5173/signed-in";

let azure: LocalAzure;
let agent: RegisteredIdentity;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  azure = await startLocalAzure({ directory: directory.path, apis: [{ clientId: API, redirectUris: [REDIRECT] }] });
  trustCertificateAuthority(azure.certificates.caPem);
  agent = azure.addIdentity({ name: "agent", tenantId: TENANT, appRoles: { [API]: ["Agent.Report"] } });
  azure.addPerson({ name: "Kim Ji-woo", username: "jiwoo@contoso.kr", tenantId: TENANT, roles: ["Admin"] });
});

afterAll(async () => {
  await azure.stop();
  await directory[Symbol.asyncDispose]();
});

function credential(): ManagedIdentityCredential {
  Object.assign(process.env, agent.environment);
  return new ManagedIdentityCredential({ clientId: agent.clientId });
}

function tokenUrl(parameters: Record<string, string>): string {
  return `${azure.url}/msi/token?${new URLSearchParams({ "api-version": "2019-08-01", ...parameters })}`;
}

describe("identity endpoint, through ManagedIdentityCredential", () => {
  test("gives a version 2 token for a registered API that its published keys verify", async () => {
    const { token, expiresOnTimestamp } = await credential().getToken(`api://${API}/.default`);

    const keys = createRemoteJWKSet(new URL(`${azure.url}/common/discovery/v2.0/keys`));
    const issuer = `https://login.microsoftonline.com/${TENANT}/v2.0`;
    const { payload, protectedHeader } = await jwtVerify(token, keys, { audience: API, issuer, algorithms: ["RS256"] });
    expect(protectedHeader.kid).toBeTypeOf("string");
    expect(payload).toMatchObject({
      azp: agent.clientId,
      oid: agent.objectId,
      sub: agent.objectId,
      tid: TENANT,
      roles: ["Agent.Report"],
      idtyp: "app",
      ver: "2.0",
      xms_mirid: agent.resourceId,
    });
    expect(payload).not.toHaveProperty("scp");
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now());
  });

  test("gives a version 1 token for an Azure resource, with the resource as audience", async () => {
    const { token } = await credential().getToken("https://storage.azure.com/.default");

    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      aud: "https://storage.azure.com",
      iss: `https://sts.windows.net/${TENANT}/`,
      ver: "1.0",
    });
    expect(claims.nbf).toBeLessThanOrEqual(Date.now() / 1000);
  });

  test("refuses a resource that nobody registered", async () => {
    await expect(credential().getToken("https://unknown.example/.default")).rejects.toThrow(/AADSTS500011/);
  });
});

describe("identity endpoint, on the wire", () => {
  test.each([
    ["a missing secret", {}, { resource: API }, 401],
    ["a wrong secret", { "x-identity-header": "guess" }, { resource: API }, 401],
    ["no resource", { "x-identity-header": "SECRET" }, {}, 400],
    ["another identity's client id", { "x-identity-header": "SECRET" }, { resource: API, client_id: TENANT }, 400],
    ["another api-version", { "x-identity-header": "SECRET" }, { resource: API, "api-version": "2017-09-01" }, 400],
  ])("refuses %s", async (_what, headers, parameters, status) => {
    const real = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === "SECRET" ? agent.secret : value]),
    );
    const response = await fetch(tokenUrl(parameters as Record<string, string>), { headers: real });

    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty("error_description");
  });

  test("a stale-token fault hands out a token that has expired", async () => {
    const id = azure.faults.add({ match: { path: "^/msi/token" }, times: 1, effect: { staleToken: true } });
    const response = await fetch(tokenUrl({ resource: API }), { headers: { "x-identity-header": agent.secret } });

    const { access_token } = (await response.json()) as { access_token: string };
    expect(decodeJwt(access_token).exp).toBeLessThan(Date.now() / 1000);
    azure.faults.remove(id);
  });
});

describe("OpenID metadata", () => {
  test("names the issuer of a tenant, and the template for common", async () => {
    const read = async (tenant: string) =>
      (await fetch(`${azure.url}/${tenant}/v2.0/.well-known/openid-configuration`)).json();

    expect(await read(TENANT)).toMatchObject({ issuer: `https://login.microsoftonline.com/${TENANT}/v2.0` });
    expect(await read("common")).toMatchObject({
      issuer: "https://login.microsoftonline.com/{tenantid}/v2.0",
      jwks_uri: `${azure.url}/common/discovery/v2.0/keys`,
    });
  });
});

describe("a person's sign-in by code and PKCE, over plain HTTP", () => {
  const verifier = "a-verifier-that-is-long-enough-for-the-standard-1234567890";

  async function authorizeUrl(extra: Record<string, string> = {}): Promise<string> {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
    const parameters = new URLSearchParams({
      client_id: API,
      redirect_uri: REDIRECT,
      response_type: "code",
      scope: `openid api://${API}/access_as_user`,
      state: "s1",
      nonce: "n1",
      code_challenge: Buffer.from(digest).toString("base64url"),
      code_challenge_method: "S256",
      ...extra,
    });
    return `${azure.signInUrl}/organizations/oauth2/v2.0/authorize?${parameters}`;
  }

  async function getCode(): Promise<string> {
    const response = await fetch(await authorizeUrl({ login_hint: "jiwoo@contoso.kr" }), { redirect: "manual" });
    const location = new URL(response.headers.get("location") ?? "");
    expect(location.searchParams.get("state")).toBe("s1");
    return location.searchParams.get("code") ?? "";
  }

  function redeem(fields: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: API,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
      ...fields,
    });
    return fetch(`${azure.signInUrl}/organizations/oauth2/v2.0/token`, {
      method: "POST",
      body,
      headers: { origin: "http://localhost:5173" },
    });
  }

  test("lists the people on a page when nobody was named", async () => {
    const response = await fetch(await authorizeUrl());

    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain("Kim Ji-woo");
    expect(page).toContain("login_hint=jiwoo%40contoso.kr");
    expect(page).toContain('lang="en"');
  });

  test("gives an access token with the person's claims to the registered origin", async () => {
    const response = await redeem({ code: await getCode() });

    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
    const { access_token, id_token } = (await response.json()) as { access_token: string; id_token: string };
    const keys = createLocalJWKSet(
      (await (await fetch(`${azure.signInUrl}/common/discovery/v2.0/keys`)).json()) as JSONWebKeySet,
    );
    const { payload } = await jwtVerify(access_token, keys, { audience: API });
    expect(payload).toMatchObject({
      scp: "access_as_user",
      roles: ["Admin"],
      name: "Kim Ji-woo",
      preferred_username: "jiwoo@contoso.kr",
      tid: TENANT,
    });
    expect(payload).not.toHaveProperty("idtyp");
    expect(decodeJwt(id_token)).toMatchObject({ aud: API, nonce: "n1" });
  });

  test("takes a code once, and only with its verifier", async () => {
    const code = await getCode();
    expect((await redeem({ code, code_verifier: "another" })).status).toBe(400);
    expect((await redeem({ code })).status).toBe(400);
  });

  test("never redirects to an address that is not registered", async () => {
    const response = await fetch(
      await authorizeUrl({ redirect_uri: "https://evil.example/", login_hint: "jiwoo@contoso.kr" }),
      { redirect: "manual" },
    );

    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
  });

  test("does not offer the identity endpoint without TLS", async () => {
    const response = await fetch(`${azure.signInUrl}/msi/token?api-version=2019-08-01&resource=${API}`, {
      headers: { "x-identity-header": agent.secret },
    });
    expect(response.status).toBe(404);
  });
});
