import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";

/** The signing key of a local installation: made at the first start, readable by its owner alone. */
export async function localSigningKey(dataDirectory: string): Promise<JWK> {
  const file = join(dataDirectory, "bundle-signing-key.json");
  const { privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const fresh = JSON.stringify(await exportJWK(privateKey));
  try {
    writeFileSync(file, fresh, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return JSON.parse(readFileSync(file, "utf8")) as JWK;
}
