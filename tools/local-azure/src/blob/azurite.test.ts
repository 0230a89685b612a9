import { ManagedIdentityCredential } from "@azure/identity";
import { BlobServiceClient } from "@azure/storage-blob";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Azurite, type LocalAzure, startAzurite, startLocalAzure, trustCertificateAuthority } from "../index.ts";
import { temporaryDirectory } from "../testing/temporary-directory.ts";

let azure: LocalAzure;
let azurite: Azurite;
let blobs: BlobServiceClient;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  azure = await startLocalAzure({ directory: directory.path });
  trustCertificateAuthority(azure.certificates.caPem);
  azurite = await startAzurite({
    dir: `${directory.path}/blobs`,
    certFiles: azure.certificates,
    accounts: ["archivekr", "archivejp"],
  });
  const agent = azure.addIdentity({ name: "agent", tenantId: "11111111-1111-4111-8111-111111111111" });
  Object.assign(process.env, agent.environment);
  blobs = new BlobServiceClient(azurite.url("archivekr"), new ManagedIdentityCredential({ clientId: agent.clientId }));
});

afterAll(async () => {
  await azurite.stop();
  await azure.stop();
  await directory[Symbol.asyncDispose]();
});

describe("Azurite behind a managed identity", () => {
  test("stores a blob once under If-None-Match and moves it to another tier", async () => {
    const container = blobs.getContainerClient("archive");
    await container.create();
    const blob = container.getBlockBlobClient("AppTraces/part-0001.parquet");
    const condition = { conditions: { ifNoneMatch: "*" }, tier: "Cool" };

    const { etag } = await blob.upload("rows", 4, condition);
    await expect(blob.upload("more", 4, condition)).rejects.toMatchObject({ statusCode: 409 });
    await blob.setAccessTier("Cold");

    const properties = await blob.getProperties();
    expect(properties).toMatchObject({ etag, accessTier: "Cold", contentLength: 4 });
    expect((await blob.downloadToBuffer()).toString()).toBe("rows");
  });

  test("knows only the accounts it was given, and no caller without a token", async () => {
    expect((await fetch(`${azurite.url("archivejp")}?comp=list`)).status).toBe(403);
    expect((await fetch(`${azurite.url("devstoreaccount1")}?comp=list`)).status).not.toBe(200);
  });
});
