import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ownFolder } from "./own-folder.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "logdoctor-own-"));
});
afterEach(async () => await rm(directory, { recursive: true, force: true }));

test("a folder belongs to one process until it gives it back", async () => {
  const giveBack = await ownFolder(directory);

  await expect(ownFolder(directory)).rejects.toThrow(`already (process ${process.pid})`);
  await giveBack();
  await (await ownFolder(directory))();
});

test("a process that ended without giving its folder back does not keep it", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  await writeFile(join(directory, "process-id"), String(child.pid));

  await expect(ownFolder(directory)).resolves.toBeTypeOf("function");
});

test("a file that holds no process id does not keep it either", async () => {
  await writeFile(join(directory, "process-id"), "");

  await expect(ownFolder(directory)).resolves.toBeTypeOf("function");
});
