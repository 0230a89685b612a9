import type { AccessToken, TokenCredential } from "@azure/core-auth";

/** Azurite looks at a token's issuer, audience and times, and not at its signature: any machine may read its own files. */
export function localCredential(): TokenCredential {
  return {
    async getToken(): Promise<AccessToken> {
      const now = Math.floor(Date.now() / 1000);
      const expires = now + 3600;
      const iss = "https://sts.windows.net/00000000-0000-0000-0000-000000000000/";
      const claims = { aud: "https://storage.azure.com", iss, iat: now - 300, nbf: now - 300, exp: expires };
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
      const token = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.c2ln`;
      return { token, expiresOnTimestamp: expires * 1000 };
    },
  };
}
