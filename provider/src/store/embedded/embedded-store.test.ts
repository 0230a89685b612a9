import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeStore, policyWrite } from "../../testing/store-contract.ts";
import { openEmbeddedStore } from "./embedded-store.ts";
import { groupCommit } from "./group-commit.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "logdoctor-store-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = (): Date => new Date("2026-11-10T00:00:00Z");

describeStore("The embedded store", async (clock) => {
  const own = mkdtempSync(join(tmpdir(), "logdoctor-store-"));
  const store = openEmbeddedStore({ file: join(own, "provider.sqlite"), now: clock.now });
  return { store, dispose: async () => rmSync(own, { recursive: true }) };
});

describe("the file", () => {
  test("what was committed is there after a restart, for its owner alone", async () => {
    const file = join(folder, "provider.sqlite");
    const first = openEmbeddedStore({ file, now });
    await first.commit(testTenant, [policyWrite("kept")]);
    await first.close();
    const second = openEmbeddedStore({ file, now });
    expect((await second.read(testTenant, "retention-policy", "kept"))?.id).toBe("kept");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await second.close();
  });

  test("is opened by one store at a time", async () => {
    const file = join(folder, "provider.sqlite");
    const first = openEmbeddedStore({ file, now });
    expect(() => openEmbeddedStore({ file, now })).toThrow(/in use by another process/);
    await first.close();
    await openEmbeddedStore({ file, now }).close();
  });
});

describe("group commit", () => {
  test("what is asked for in one turn shares one transaction", async () => {
    const sizes: number[] = [];
    const commit = groupCommit((jobs: readonly number[]) => {
      sizes.push(jobs.length);
      return jobs.map((job) => job * 2);
    });
    expect(await Promise.all([commit(1), commit(2), commit(3)])).toEqual([2, 4, 6]);
    expect(await commit(4)).toBe(8);
    expect(sizes).toEqual([3, 1]);
  });

  test("when the transaction fails, everyone in it learns, and the next one goes on", async () => {
    let fails = true;
    const commit = groupCommit((jobs: readonly number[]) => {
      if (fails) throw new Error("disk full");
      return jobs;
    });
    const settled = await Promise.allSettled([commit(1), commit(2)]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    fails = false;
    expect(await commit(3)).toBe(3);
  });
});
