import { X509Certificate as NodeCertificate, type webcrypto } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import tls from "node:tls";
import "reflect-metadata"; // asked for by @peculiar/x509
import * as x509 from "@peculiar/x509";

const KEY = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const YEAR_MS = 365 * 24 * 3_600_000;

/** Paths and texts of the certificate authority and of the server certificate that it signed. */
export type CertificateFiles = {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: string;
};

/**
 * Reads or creates `ca.pem`, `server.pem` and `server-key.pem` in `directory`: a P-256 authority and a certificate for localhost, 127.0.0.1 and ::1.
 * The files are kept as long as they are valid for another month, so `NODE_EXTRA_CA_CERTS` may point at `caFile` for good.
 */
export async function ensureCertificates(directory: string, realNow: number = Date.now()): Promise<CertificateFiles> {
  await mkdir(directory, { recursive: true });
  const paths = {
    caFile: join(directory, "ca.pem"),
    certFile: join(directory, "server.pem"),
    keyFile: join(directory, "server-key.pem"),
  };
  if (!usable(paths.certFile, paths.keyFile, paths.caFile, realNow)) await createAll(paths, realNow);
  return { ...paths, caPem: read(paths.caFile), certPem: read(paths.certFile), keyPem: read(paths.keyFile) };
}

/**
 * Makes this process trust an authority, in `node:https`, `fetch` and so in every Azure SDK.
 * Works only for connections opened later. Another process uses `NODE_EXTRA_CA_CERTS`.
 */
export function trustCertificateAuthority(pem: string): void {
  const trusted = tls.getCACertificates("default");
  if (!trusted.some((one) => one.trim() === pem.trim())) tls.setDefaultCACertificates([...trusted, pem]);
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}

function usable(certFile: string, keyFile: string, caFile: string, realNow: number): boolean {
  if (![certFile, keyFile, caFile].every((path) => existsSync(path))) return false;
  const expiry = Date.parse(new NodeCertificate(read(certFile)).validTo);
  return expiry - realNow > YEAR_MS / 12;
}

async function createAll(paths: Pick<CertificateFiles, "caFile" | "certFile" | "keyFile">, now: number): Promise<void> {
  const validity = { notBefore: new Date(now - 24 * 3_600_000), notAfter: new Date(now + YEAR_MS) };
  const caKeys = await crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
  const leafKeys = await crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
  const ca = await createAuthority(caKeys, validity);
  const leaf = await createLeaf(ca, caKeys, leafKeys, validity);
  const keyPem = x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", leafKeys.privateKey), "PRIVATE KEY");
  // The authority's key is not kept: nothing else can ever be signed by what a machine was told to trust.
  await writeFile(paths.keyFile, `${keyPem}\n`, { mode: 0o600 });
  await writeFile(paths.certFile, `${leaf.toString("pem")}\n`);
  await writeFile(paths.caFile, `${ca.toString("pem")}\n`);
}

type Validity = { notBefore: Date; notAfter: Date };

async function createAuthority(keys: webcrypto.CryptoKeyPair, validity: Validity): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=local-azure development authority",
    keys,
    signingAlgorithm: KEY,
    ...validity,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

async function createLeaf(
  ca: x509.X509Certificate,
  caKeys: webcrypto.CryptoKeyPair,
  leafKeys: webcrypto.CryptoKeyPair,
  validity: Validity,
): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    subject: "CN=localhost",
    issuer: ca.subject,
    signingKey: caKeys.privateKey,
    publicKey: leafKeys.publicKey,
    signingAlgorithm: KEY,
    ...validity,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
        { type: "ip", value: "::1" },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey),
    ],
  });
}
