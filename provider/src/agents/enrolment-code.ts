import { hash, randomBytes } from "node:crypto";

/** A fresh code of 256 random bits. */
export function newEnrolmentCode(): string {
  return `ldc_${randomBytes(32).toString("base64url")}`;
}

/** What is stored of a code. A plain hash is enough: 256 random bits cannot be guessed. */
export function hashOfCode(code: string): string {
  return hash("sha256", code, "hex");
}
