import { configDefaults, defineConfig } from "vitest/config";

/**
 * Files that run for long or measure, and those that ask for a token as a managed identity: the SDK keeps the endpoint
 * that it found first for as long as its process lives.
 */
export const alone = [
  "**/*.{e2e,browser}.test.ts",
  "tools/bench/src/bench.test.ts",
  "tools/local-azure/src/{identity/identity,query/query}.test.ts",
  "tools/local-azure/src/blob/azurite.test.ts",
  "tools/start/src/cloud/restart.test.ts",
];
/** Files over the local Azure: each changes its process alike (whom it trusts), and loads much. */
const azure = ["tools/{local-azure,start}/**/*.test.ts", "tools/cli/src/archive/*.test.ts"];
const all = ["{shared-policies,kql,provider,agent,teams-app,bicep,tools}/**/*.test.{ts,tsx}"];
const exclude = [...configDefaults.exclude, "**/dist/**"];

export default defineConfig({
  test: {
    // Against hanging, not for speed: a random history takes 20 s on two idle cores.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    // Of two cores vitest would by itself use one.
    maxWorkers: "100%",
    projects: [
      // Projects run by name: these are the longest, so that no worker ends long after the others.
      { extends: true, test: { name: "alone", include: alone, exclude } },
      {
        extends: true,
        test: { name: "azure", include: azure, exclude: [...exclude, ...alone], isolate: false },
      },
      // One process for many files: loading the parser of KQL and the SDKs for each took more time than the tests.
      {
        extends: true,
        test: {
          ...{ name: "shared", include: all, exclude: [...exclude, ...alone, ...azure], isolate: false },
          setupFiles: ["tools/house/src/testing/leave-no-trace.ts"],
        },
      },
    ],
  },
});
