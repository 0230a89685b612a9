import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";

/** RSA key that signs every token, and its public half as served by the JWKS endpoint. */
export type SigningKey = {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
};

/** Reads or creates `token-signing-key.json`, so that tokens outlive a restart. */
export async function ensureSigningKey(directory: string): Promise<SigningKey> {
  const path = join(directory, "token-signing-key.json");
  if (!existsSync(path)) {
    const pair = await generateKeyPair("RS256", { modulusLength: 2048, extractable: true });
    await mkdir(directory, { recursive: true });
    await writeFile(path, JSON.stringify(await exportJWK(pair.privateKey)), { mode: 0o600 });
  }
  const jwk = JSON.parse(readFileSync(path, "utf8")) as JWK;
  const publicJwk: JWK = { kty: "RSA", n: jwk.n ?? "", e: jwk.e ?? "" };
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    kid,
    privateKey: (await importJWK(jwk, "RS256")) as CryptoKey,
    publicKey: (await importJWK(publicJwk, "RS256")) as CryptoKey,
    publicJwk: { ...publicJwk, kid, use: "sig", alg: "RS256" },
  };
}
