import { X509Certificate } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { expect, test } from "vitest";
import { ensureCertificates } from "./certificates.ts";
import { temporaryDirectory } from "./testing/temporary-directory.ts";

test("the server certificate is signed by the authority, for the loopback alone, and its key is private", async () => {
  await using directory = await temporaryDirectory();
  const { caPem, certPem, keyFile } = await ensureCertificates(directory.path);

  const authority = new X509Certificate(caPem);
  const server = new X509Certificate(certPem);
  expect(server.verify(authority.publicKey)).toBe(true);
  expect(server.checkIssued(authority)).toBe(true);
  expect(server.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
  expect([authority.ca, server.ca]).toEqual([true, false]);
  expect((await stat(keyFile)).mode & 0o077).toBe(0);
  expect((await readdir(directory.path)).sort()).toEqual(["ca.pem", "server-key.pem", "server.pem"]);
});

test("it is kept until a month before its end, so that trust in it lasts", async () => {
  await using directory = await temporaryDirectory();
  const DAY = 86_400_000;
  const now = Date.now();
  const first = await ensureCertificates(directory.path, now);

  expect((await ensureCertificates(directory.path, now + 300 * DAY)).caPem).toBe(first.caPem);
  expect((await ensureCertificates(directory.path, now + 340 * DAY)).caPem).not.toBe(first.caPem);
});
