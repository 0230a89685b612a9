import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const root = dirname(fileURLToPath(import.meta.url));
const policies = join(root, "../../shared-policies/src");

/** Where the built tab lies: static files to be served under `/tab/`. */
export const tabDist = join(root, "dist");

/**
 * Builds the tab into `tabDist` unless the build there was made from the same sources. Throws when the build fails.
 */
export async function buildTab(): Promise<{ dist: string; built: boolean }> {
  const unlock = await lock();
  try {
    return await buildUnlessBuilt();
  } finally {
    await unlock();
  }
}

const lockFile = join(root, "node_modules", ".build.lock");
const waitMs = 200;
/** No build takes this long: a lock of this age was left behind by a process that died. */
const staleMs = 180_000;

/** One process builds at a time; the others wait and then find the build done. */
async function lock(): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await writeFile(lockFile, String(process.pid), { flag: "wx" });
      return async () => await rm(lockFile, { force: true });
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    }
    const age = Date.now() - ((await stat(lockFile).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > staleMs) await rm(lockFile, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

async function buildUnlessBuilt(): Promise<{ dist: string; built: boolean }> {
  const stamp = join(tabDist, ".sources");
  const hash = await hashOfSources();
  const before = existsSync(stamp) ? await readFile(stamp, "utf8") : "";
  if (before === hash) return { dist: tabDist, built: false };
  await runVite();
  await mkdir(tabDist, { recursive: true });
  await writeFile(stamp, hash);
  return { dist: tabDist, built: true };
}

/**
 * Vite runs in a process of its own with an environment of its own: under a test runner's NODE_ENV it would pack React's
 * development build.
 */
async function runVite(): Promise<void> {
  const script = join(root, "bundle.ts");
  await promisify(execFile)(process.execPath, [script], { cwd: root, env: { NODE_ENV: "production" } });
}

async function hashOfSources(): Promise<string> {
  const found = await Promise.all([filesUnder(join(root, "src")), filesUnder(policies)]);
  const files = [
    ...found.flat(),
    join(root, "index.html"),
    join(root, "package.json"),
    join(root, "build.ts"),
    join(root, "bundle.ts"),
  ];
  const hash = createHash("sha256");
  for (const file of files.toSorted()) {
    hash.update(relative(root, file)).update("\0");
    hash.update(await readFile(file)).update("\0");
  }
  return hash.digest("hex");
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name) && !entry.parentPath.endsWith("testing"))
    .map((entry) => join(entry.parentPath, entry.name));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { dist, built } = await buildTab();
  process.stdout.write(`${built ? "Built" : "Up to date"}: ${dist}\n`);
}
