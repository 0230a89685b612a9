import { type CryptoKey, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";
import { localKeys } from "../auth/key-source.ts";
import type { KeySource } from "../auth/verify-token.ts";

export const testAudience = "5f0c2d5e-8f0a-4b57-9d0c-2f1f0b6a7e11";
export const testIssuerTemplate = "https://login.test/{tid}/v2.0";
const kid = "test-key";

interface TokenWishes {
  readonly tenantId: string;
  readonly objectId: string;
  /** Claims over those that a good token has; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface TokenMint {
  readonly keys: KeySource;
  readonly jwks: JSONWebKeySet;
  readonly privateKey: CryptoKey;
  /** A managed identity's token. */
  readonly agent: (wishes: TokenWishes) => Promise<string>;
  /** A person's token with app role values such as `LogDoctor.Admin`. */
  readonly person: (wishes: TokenWishes & { readonly roles: readonly string[] }) => Promise<string>;
}

// Making an RSA key takes longer than most tests: the mints of one process share it.
let keyPair: ReturnType<typeof generateKeyPair> | undefined;

/** Signs version 2 access tokens as Entra does, with a key of its own. */
export async function tokenMint(now: () => Date): Promise<TokenMint> {
  keyPair ??= generateKeyPair("RS256", { extractable: true });
  const { publicKey, privateKey } = await keyPair;
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kty: "RSA", kid, use: "sig", alg: "RS256" }] };
  const sign = ({ tenantId, objectId, claims }: TokenWishes, own: object): Promise<string> => {
    const at = Math.floor(now().getTime() / 1000);
    const payload = {
      aud: testAudience,
      iss: testIssuerTemplate.replace("{tid}", tenantId),
      tid: tenantId,
      oid: objectId,
      sub: objectId,
      ver: "2.0",
      iat: at,
      nbf: at - 300,
      exp: at + 86_400,
      ...own,
      ...claims,
    };
    return new SignJWT(payload).setProtectedHeader({ alg: "RS256", typ: "JWT", kid }).sign(privateKey);
  };
  return {
    keys: localKeys(jwks),
    jwks,
    privateKey,
    agent: (wishes) => sign(wishes, { idtyp: "app", azpacr: "2", roles: ["Agent.Report"] }),
    person: ({ roles, ...wishes }) =>
      sign(wishes, { scp: "access_as_user", roles, name: `Person ${wishes.objectId.slice(0, 4)}` }),
  };
}
