import { parseModule } from "./parse-module.ts";
import { isCode, isTest, type Rule } from "./source-file.ts";

/** The files that read the environment: settings and composition roots. What they read is passed on from there. */
const environmentReaders = new Set([
  "provider/src/config.ts",
  "agent/src/index.ts",
  "tools/start/src/cloud/cloud.ts",
  "tools/cli/src/io.ts",
]);

/** Environment only at the roots, no module mocks, no default exports outside configuration of tools. */
export const forbiddenCode: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path))
    .map(parseModule)
    .flatMap(({ path, members, exports }) => {
      const faults: string[] = [];
      const readsEnvironment = members.has("process.env") && !isTest(path) && !environmentReaders.has(path);
      if (readsEnvironment) faults.push(`${path} reads process.env; only settings and roots do`);
      if (members.has("vi.mock") || members.has("vi.doMock")) faults.push(`${path} mocks a module; pass it in instead`);
      if (exports.includes("default") && !path.endsWith(".config.ts")) faults.push(`${path} has a default export`);
      return faults;
    });
