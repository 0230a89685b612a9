import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Done, Work } from "./child.ts";

/**
 * Bundles `child.ts` into `folder`, as the agent itself is bundled: reading TypeScript takes memory that the agent does not
 * need. Returns what runs one piece of work in a process of its own; it throws when that ends without an answer.
 */
export async function bundledChild(folder: string): Promise<(work: Work) => Promise<Done>> {
  const outfile = join(folder, "child.mjs");
  // The native library stays outside, and is found where DuckDB's own package finds it.
  const from = JSON.stringify(createRequire(import.meta.url).resolve("@duckdb/node-api"));
  await build({
    entryPoints: [fileURLToPath(new URL("child.ts", import.meta.url))],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node22",
    minifyWhitespace: true,
    minifySyntax: true,
    external: ["@duckdb/node-bindings"],
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(${from});` },
    logLevel: "error",
  });
  return (work) => inChild(outfile, work);
}

async function inChild(outfile: string, work: Work): Promise<Done> {
  const child = fork(outfile, { stdio: ["ignore", 2, 2, "ipc"] });
  let done: Done | undefined;
  child.once("message", (found: Done) => {
    done = found;
  });
  child.send(work);
  await once(child, "exit");
  if (done === undefined) throw new Error(`The process for "${work.do}" ended early; its messages are above`);
  return done;
}
