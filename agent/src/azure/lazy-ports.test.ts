import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { bootAgent, fakeWorld } from "../testing/fake-world.ts";
import { provenEmpty } from "./empty-listing.ts";
import { lazyState } from "./lazy-ports.ts";

const page = (blobs: string, marker: string) =>
  `<?xml version="1.0" encoding="utf-8"?><EnumerationResults>${blobs}${marker}</EnumerationResults>`;

async function proves(status: number, bodyAsText: string): Promise<boolean> {
  const send = ({ url }: { url: string }) =>
    Promise.resolve({ status, bodyAsText, headers: createHttpHeaders(), request: createPipelineRequest({ url }) });
  return provenEmpty({ send }, "https://account/state", "spool/");
}

describe("an empty listing", () => {
  test.each([
    ["no blob and no further page", 200, page("<Blobs />", "<NextMarker />"), true],
    ["the same, written in full", 200, page("<Blobs></Blobs>", "<NextMarker></NextMarker>"), true],
    ["a blob", 200, page("<Blobs><Blob><Name>spool/a</Name></Blob></Blobs>", "<NextMarker />"), false],
    ["no blob yet, but a further page", 200, page("<Blobs />", "<NextMarker>2!76</NextMarker>"), false],
    ["an answer that was cut", 200, "<EnumerationResults><Blobs />", false],
    ["a refusal", 403, page("<Blobs />", "<NextMarker />"), false],
  ])("%s", async (_what, status, body, empty) => {
    expect(await proves(status, body)).toBe(empty);
  });
});

describe("lazy state", () => {
  const { state } = bootAgent(fakeWorld(), "instance-1", []);

  test("is not loaded by a listing that is proven empty", async () => {
    const lazy = lazyState(
      () => Promise.reject(new Error("loaded")),
      () => Promise.resolve(true),
    );
    expect(await lazy.list("spool/")).toEqual([]);
    await expect(lazy.read("spool/a")).rejects.toThrow("loaded");
  });

  test("is loaded once, and again only after a failure", async () => {
    let loads = 0;
    const load = async () => {
      loads += 1;
      if (loads === 1) throw new Error("away");
      return state;
    };
    const lazy = lazyState(load, () => Promise.resolve(false));
    await expect(lazy.write("spool/a", "text", undefined)).rejects.toThrow("away");
    await lazy.write("spool/a", "text", undefined);
    expect(await lazy.list("spool/")).toEqual(["spool/a"]);
    expect(loads).toBe(2);
  });
});
