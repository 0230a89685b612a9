import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { lazySignature, oneLocale, shippedPatterns, shippedRules } from "./bundle-plugins.ts";
import { agentVersion } from "./src/version.ts";

export interface BuiltAgent {
  /** Paths within the folder. */
  readonly files: readonly string[];
  /** Size of the whole folder, native library and language service included. */
  readonly bytes: number;
  /** What Node reads to start: `index.js` and the chunks that it imports at once. */
  readonly initialBytes: number;
  /** Modules that went into those, as paths from the repository. */
  readonly initialModules: readonly string[];
  /** Modules that went into the folder at all. */
  readonly modules: readonly string[];
}

const here = dirname(fileURLToPath(import.meta.url));

// A native library, and 18 MB of generated code that must stay two scripts: both stay packages, and are loaded by the run
// that needs them, not by the poll.
const duckdb = "@duckdb/node-bindings";
const kusto = "@kusto/language-service-next";

/** Bundled CommonJS asks for built-in modules, and for what the Functions host itself provides, through `require`. */
const banner =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

/**
 * Builds the agent as a folder that a function app runs as it is: `index.js` with its chunks, `host.json`, `package.json`
 * and the packages that are not bundled. What was in `outDir` before is removed. The native library is that of the machine
 * it is built on; `package.json` names its version, so that npm can bring another platform's.
 */
export async function buildAgent(outDir: string): Promise<BuiltAgent> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const { metafile } = await build({
    entryPoints: [join(here, "src/index.ts")],
    outdir: outDir,
    absWorkingDir: dirname(here),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    // Names stay, for stack traces; shortening them was measured to make the start slower, not faster.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [oneLocale, lazySignature, shippedPatterns, shippedRules],
    metafile: true,
    legalComments: "external",
    external: [duckdb, "@azure/functions-core"],
    banner: { js: banner },
    logLevel: "error",
  });
  await addPackages(outDir);
  await cp(join(here, "host.json"), join(outDir, "host.json"));
  const initial = initialOutputs(metafile);
  const files = await filesIn(outDir);
  return {
    files: files.map(({ path }) => path).toSorted(),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    initialBytes: initial.reduce((sum, { bytes }) => sum + bytes, 0),
    initialModules: initial.flatMap(({ inputs }) => Object.keys(inputs)),
    modules: Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)),
  };
}

type Output = Metafile["outputs"][string];

function initialOutputs({ outputs }: Metafile): Output[] {
  const open = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint?.endsWith("src/index.ts"));
  const seen = new Set(open);
  for (const path of seen) {
    for (const next of outputs[path]?.imports ?? []) {
      if (next.kind === "import-statement" && next.external !== true) seen.add(next.path);
    }
  }
  return [...seen].flatMap((path) => outputs[path] ?? []);
}

/** Copies the packages that stay packages, and writes the `package.json` that names them. */
async function addPackages(outDir: string): Promise<void> {
  const native = packageAt(duckdb, packageAt("@duckdb/node-api", here));
  const language = packageAt(kusto, join(here, "../kql"));
  const platform = `${duckdb}-${process.platform}-${process.arch}`;
  const folders: [string, string, string[] | undefined][] = [
    [duckdb, native, undefined],
    [platform, packageAt(platform, native), undefined],
    ["detect-libc", packageAt("detect-libc", native), undefined],
    [kusto, language, ["package.json", "bridge.js", "Kusto.Language.Bridge.js"]],
  ];
  for (const [name, from, only] of folders) {
    const to = join(outDir, "node_modules", name);
    if (only === undefined) await cp(from, to, { recursive: true, dereference: true });
    else for (const file of only) await cp(join(from, file), join(to, file));
  }
  const versions = await Promise.all([versionOf(native), versionOf(language)]);
  const manifest = {
    name: "log-doctor-agent",
    version: agentVersion,
    private: true,
    type: "module",
    main: "index.js",
    engines: { node: ">=22" },
    dependencies: { [duckdb]: versions[0], [kusto]: versions[1] },
  };
  await writeFile(join(outDir, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Folder of a package as one in `from` sees it. */
function packageAt(name: string, from: string): string {
  const folders = createRequire(join(from, "package.json")).resolve.paths(name) ?? [];
  const require = createRequire(join(from, "package.json"));
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch (cause) {
    throw new Error(`The package ${name} is not installed in ${folders[0] ?? from}`, { cause });
  }
}

async function versionOf(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  return version;
}

async function filesIn(folder: string): Promise<{ path: string; bytes: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path: relative(folder, path), bytes: (await stat(path)).size })));
}

if (import.meta.main) {
  const { files, bytes, initialBytes } = await buildAgent(join(here, "dist"));
  const figures = `${files.length} files, ${bytes} bytes, of which ${initialBytes} are read at start`;
  process.stdout.write(`agent/dist: ${figures}\n`);
}
