import { bundleJws, type PolicyBundle } from "@logdoctor/shared-policies";
import { CompactSign, calculateJwkThumbprint, exportJWK, importJWK, type JSONWebKeySet, type JWK } from "jose";

export interface BundleSigner {
  readonly sign: (bundle: PolicyBundle) => Promise<string>;
  /** Public keys: the one that signs, and earlier ones whose bundles may still be about. */
  readonly publicKeys: JSONWebKeySet;
}

/**
 * Signs with an Ed25519 key given as private JWK. Its `kid` is the key's RFC 7638 thumbprint.
 * @throws Error when the key is of another type.
 */
export async function bundleSigner(privateJwk: JWK, earlier: readonly JWK[] = []): Promise<BundleSigner> {
  if (privateJwk.kty !== "OKP" || privateJwk.crv !== "Ed25519" || privateJwk.d === undefined) {
    throw new Error("The bundle signing key must be an Ed25519 private key in JWK form.");
  }
  const key = await importJWK(privateJwk, bundleJws.alg);
  const signing = await publicPart(privateJwk);
  const header = { alg: bundleJws.alg, typ: bundleJws.typ, kid: signing.kid ?? "" };
  return {
    sign: (bundle) => {
      const payload = new TextEncoder().encode(JSON.stringify(bundle));
      return new CompactSign(payload).setProtectedHeader(header).sign(key);
    },
    publicKeys: { keys: [signing, ...(await Promise.all(earlier.map(publicPart)))] },
  };
}

async function publicPart({ kty, crv, x }: JWK): Promise<JWK & { kty: string }> {
  const bare = { kty, crv, x } as JWK;
  const exported = await exportJWK(await importJWK(bare, bundleJws.alg));
  const kid = await calculateJwkThumbprint(exported);
  return { ...exported, kty: "OKP", kid, use: "sig", alg: bundleJws.alg };
}
