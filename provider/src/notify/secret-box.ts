import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** Keeps texts that only this service may read, and vouches for texts that it sent out. */
export interface SecretBox {
  /** Encrypts (AES-256-GCM). `owner` is bound to the result: under another one it does not open. */
  readonly seal: (text: string, owner: string) => string;
  /** @throws Error where it was altered, is another owner's, or was sealed under another key. */
  readonly open: (sealed: string, owner: string) => string;
  readonly sign: (text: string) => string;
  readonly isSigned: (text: string, signature: string) => boolean;
}

const [ivBytes, tagBytes, version] = [12, 16, "v1"];

/** @param key 32 random bytes as base64url. @throws RangeError for anything else. */
export function secretBox(key: string): SecretBox {
  const secret = Buffer.from(key, "base64url");
  if (secret.length !== 32) throw new RangeError("The key of notifications must be 32 bytes as base64url");
  const derived = (use: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "", `logdoctor notify ${use}`, 32));
  const [sealing, signing] = [derived("seal"), derived("sign")];
  const sign = (text: string): string => createHmac("sha256", signing).update(text).digest("base64url");
  return {
    seal: (text, owner) => seal(sealing, text, owner),
    open: (sealed, owner) => open(sealing, sealed, owner),
    sign,
    isSigned(text, signature) {
      const [expected, given] = [Buffer.from(sign(text)), Buffer.from(signature)];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

function seal(key: Buffer, text: string, owner: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

function open(key: Buffer, sealed: string, owner: string): string {
  const [tag, text = ""] = sealed.split(".");
  if (tag !== version) throw new Error("The sealed text is of another version");
  const bytes = Buffer.from(text, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes)).setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString("utf8");
}
