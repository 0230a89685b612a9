import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
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

  test("keeps blobs over a restart", async () => {
    const certFiles = azure.certificates;
    const start = (): Promise<Azurite> =>
      startAzurite({ dir: `${directory.path}/kept`, certFiles, accounts: ["kept"] });
    const containerOf = ({ url }: Azurite) =>
      new BlobServiceClient(url("kept"), new ManagedIdentityCredential()).getContainerClient("logs");
    const first = await start();
    await containerOf(first).create();
    await containerOf(first).getBlockBlobClient("b").upload("x", 1);
    await first.stop();

    const second = await start();
    expect((await containerOf(second).getBlockBlobClient("b").downloadToBuffer()).toString()).toBe("x");
    await second.stop();
  });

  test("ends when its parent is killed", async () => {
    const parent = spawn(process.execPath, [
      fileURLToPath(new URL("../testing/azurite-parent.ts", import.meta.url)),
      `${directory.path}/orphan`,
    ]);
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const url = `https://127.0.0.1:${line.toString().trim()}/archive?comp=list`;
    // Another authority signed its certificate: being refused is being there.
    const reach = async (): Promise<unknown> =>
      fetch(url).catch((cause: Error) => (cause.cause as { code?: string }).code);
    expect(await reach()).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");

    parent.kill("SIGKILL");
    await expect.poll(reach, { timeout: 20_000 }).toBe("ECONNREFUSED");
  });

  test("knows only the accounts it was given, and no caller without a token", async () => {
    expect((await fetch(`${azurite.url("archivejp")}?comp=list`)).status).toBe(403);
    expect((await fetch(`${azurite.url("devstoreaccount1")}?comp=list`)).status).not.toBe(200);
  });
});
