// The one plain-JavaScript file: it runs on whatever Node the machine has, before anything is installed.
// It installs the workspace (which brings its own Node 24) and hands over to that Node.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pnpmVersion = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager;
const stamp = join(root, "node_modules", ".logdoctor-installed");
const node24 = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

function run(command, args, quiet) {
  const stdio = quiet ? ["ignore", 2, 2] : "inherit";
  const shell = process.platform === "win32" && command === "npx";
  const result = spawnSync(command, args, { cwd: root, stdio, shell, env: environment() });
  if (result.error) fail(`Could not start ${command}: ${result.error.message}`);
  return result.status ?? 1;
}

function environment() {
  const path = [join(root, "node_modules", "node", "bin"), join(root, "node_modules", ".bin"), process.env.PATH];
  return { ...process.env, PATH: path.join(process.platform === "win32" ? ";" : ":") };
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function installed() {
  return (
    existsSync(stamp) && existsSync(node24) && statSync(stamp).mtimeMs >= statSync(join(root, "pnpm-lock.yaml")).mtimeMs
  );
}

function install() {
  if (installed()) return;
  process.stderr.write("Installing what Log Doctor needs (once) ...\n");
  // Standard output stays free for the command itself, so that `--json` is one JSON document.
  const status = run("npx", ["--yes", pnpmVersion, "install", "--frozen-lockfile", "--reporter=append-only"], true);
  if (status !== 0)
    fail("The installation failed. Is the npm registry reachable? The messages above say what went wrong.");
  writeFileSync(stamp, new Date().toISOString());
}

/** Path of a command-line tool inside its package, started with our own Node rather than through a shell. */
function bin(packageName, path) {
  return join(root, "node_modules", packageName, path);
}

const [verb, ...rest] = process.argv.slice(2);
const scripts = {
  start: ["tools/start/src/start.ts"],
  logdoctor: ["tools/cli/src/main.ts"],
  bench: ["--expose-gc", "tools/bench/src/main.ts"],
};

const biome = bin("@biomejs/biome", "bin/biome");

const checks = [
  ["Format and lint", [biome, "ci", "--max-diagnostics=50", "."]],
  ["Types", types("tsconfig.json", "all")],
  ["Types of the tab", types("teams-app/tab/tsconfig.json", "tab")],
  ["Dead code", [bin("knip", "bin/knip.js"), "--treat-config-hints-as-errors"]],
];

/** What it found is kept with the installation, so that the next time it reads what has changed. */
function types(project, name) {
  const known = join(root, "node_modules", ".cache", `types-${name}.tsbuildinfo`);
  return [bin("typescript", "bin/tsc"), "--noEmit", "-p", project, "--incremental", "--tsBuildInfoFile", known];
}

/** Runs all checks at once and tells what each says, whole and in this order. Ends the process when one of them failed. */
async function check() {
  const running = checks.map(([title, args]) => [title, collect(args)]);
  const failed = [];
  for (const [title, ended] of running) {
    const { output, status } = await ended;
    process.stdout.write(`\n== ${title}\n${output}`);
    if (status !== 0) failed.push(title);
  }
  if (failed.length > 0) fail(`\nFailed: ${failed.join(", ")}`);
}

function collect(args) {
  const colours = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: "1" } : {};
  const child = spawn(node24, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment(), ...colours },
  });
  const parts = [];
  child.stdout.on("data", (part) => parts.push(part));
  child.stderr.on("data", (part) => parts.push(part));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ output: `${error.message}\n`, status: 1 }));
    child.on("close", (code) => resolve({ output: Buffer.concat(parts).toString("utf8"), status: code ?? 1 }));
  });
}

install();
if (verb in scripts) process.exit(run(node24, ["--disable-warning=ExperimentalWarning", ...scripts[verb], ...rest]));
if (!["check", "fix", "test"].includes(verb))
  fail(`Unknown command "${verb}". Known: start, test, check, fix, bench, logdoctor.`);
if (verb === "fix") process.exit(run(node24, [biome, "check", "--write", "."]));
await check();
if (verb === "test") {
  process.stdout.write("\n== Tests\n");
  process.exit(run(node24, [bin("vitest", "vitest.mjs"), "run", ...rest]));
}
