import { expect, test } from "vitest";
import { namedCommands, unknownScripts } from "./doc-commands.ts";
import { docReferences } from "./doc-references.ts";
import { errorPages } from "./error-pages.ts";
import { forbiddenCode } from "./forbidden-code.ts";
import { forbiddenText } from "./forbidden-text.ts";
import { importDirections } from "./import-directions.ts";
import { names } from "./names.ts";
import { notices } from "./notices.ts";
import { providerRooms } from "./provider-rooms.ts";
import { medianLines, sizes } from "./sizes.ts";

function file(path: string, text = "") {
  return { path, text };
}

test.each([
  ["agent/src/a.ts", 'import { createApp } from "@logdoctor/provider";'],
  ["provider/src/a.ts", 'import type { Tick } from "@logdoctor/agent/runner";'],
  ["agent/src/a.ts", 'import { x } from "../../provider/src/app.ts";'],
  ["agent/src/a.ts", 'export { x } from "@logdoctor/kql-engine";'],
  ["agent/src/a.ts", 'const x = await import("@logdoctor/tab");'],
  ["agent/src/a.ts", 'import { aWorld } from "./testing/fake-world.ts";'],
  ["agent/src/a.ts", 'import { aPolicy } from "@logdoctor/shared-policies/testing";'],
  ["shared-policies/src/a.ts", 'import { readFileSync } from "node:fs";'],
  ["shared-policies/src/a.ts", 'import { SignJWT } from "jose";'],
  ["agent/src/run-once.ts", 'import { app } from "@azure/functions";'],
  ["provider/src/policies/policy-store.ts", 'import { Container } from "@azure/cosmos";'],
])("refuses in %s: %s", (path, text) => {
  expect(importDirections([file(path, text)])).toHaveLength(1);
});

test.each([
  ["agent/src/index.ts", 'import { app } from "@azure/functions";'],
  ["provider/src/store/cosmos/codec.ts", 'import type { Item } from "@azure/cosmos";'],
  ["agent/src/round-trip.test.ts", 'import { createApp } from "@logdoctor/provider";'],
  ["shared-policies/src/a.ts", 'import { z } from "zod";\nimport { b } from "./b.ts";'],
  [
    "agent/src/a.ts",
    '// import { x } from "@logdoctor/provider";\nexport const text = `import "@logdoctor/provider"`;',
  ],
])("allows in %s: %s", (path, text) => {
  expect(importDirections([file(path, text)])).toEqual([]);
});

test("keeps the provider's features apart", () => {
  const store = file("provider/src/store/embedded/embedded-store.ts", "export function open() {}");
  const verb = file("provider/src/agents/as-agent.ts", "export function asAgent() {}");
  const inner = file("provider/src/agents/code-text.ts", "export function normal() {}");
  const routes = file("provider/src/agents/routes.ts", "export function routes() {}");
  const importing = (path: string, target: string) => file(path, `import { x } from "${target}";`);
  const faults = (from: { path: string; text: string }) => providerRooms([store, verb, inner, routes, from]);

  expect(faults(importing("provider/src/app.ts", "./store/embedded/embedded-store.ts"))).toHaveLength(1);
  expect(faults(importing("provider/src/runs/get-run.ts", "../store/embedded/embedded-store.ts"))).toHaveLength(1);
  expect(faults(importing("provider/src/runs/get-run.ts", "../agents/code-text.ts"))).toHaveLength(1);
  expect(faults(importing("provider/src/runs/get-run.ts", "../agents/routes.ts"))).toHaveLength(1);
  expect(faults(importing("provider/src/http/mount.ts", "../agents/as-agent.ts"))).toHaveLength(1);
  expect(faults(importing("provider/src/runs/get-run.ts", "../agents/as-agent.ts"))).toEqual([]);
  expect(faults(importing("provider/src/runs/get-run.ts", "../agents/agent-store.ts"))).toEqual([]);
  expect(faults(importing("provider/src/server.ts", "./store/embedded/embedded-store.ts"))).toEqual([]);
});

test("finds the environment, module mocks and default exports", () => {
  expect(forbiddenCode([file("agent/src/a.ts", "export const home = process.env.HOME;")])).toHaveLength(1);
  expect(forbiddenCode([file("agent/src/a.test.ts", 'vi.mock("./b.ts");')])).toHaveLength(1);
  expect(forbiddenCode([file("agent/src/a.ts", "export default function a() {}")])).toHaveLength(1);
  expect(forbiddenCode([file("agent/src/a.ts", "export { a as default };\nconst a = 1;")])).toHaveLength(1);
  expect(forbiddenCode([file("vitest.config.ts", "export default {};")])).toEqual([]);
  expect(forbiddenCode([file("agent/src/a.ts", "// process.env\nexport const a = 'vi.mock()';")])).toEqual([]);
});

test.each([
  "agent/src/runOnce.ts",
  "agent/src/Run.ts",
  "agent/src/utils/a.ts",
  "agent/src/helpers.ts",
  "docs/My-Page.md",
])("refuses the name %s", (path) => {
  expect(names([file(path)])).toHaveLength(1);
});

test.each(["agent/src/run-once.test.ts", "README.md", "kql/tables/AppTraces.json", ".github/workflows/check.yml"])(
  "allows the name %s",
  (path) => {
    expect(names([file(path)])).toEqual([]);
  },
);

test("stops long files and long medians", () => {
  const short = ["a", "b", "c"].map((name) => file(`agent/src/${name}.ts`, "x\n".repeat(10)));

  expect(sizes([...short, file("agent/src/d.ts", "x\n".repeat(300))])).toEqual([]);
  expect(sizes([...short, file("agent/src/d.ts", "x\n".repeat(301))])).toHaveLength(1);
  expect(sizes([...short, file("agent/src/d.test.ts", "x\n".repeat(500))])).toEqual([]);
  expect(sizes([...short, file("agent/src/d.test.ts", "x\n".repeat(501))])).toHaveLength(1);
  expect(sizes([file("agent/src/a.ts", "x\n".repeat(70))])).toHaveLength(1);
  expect(medianLines(short)).toBe(10);
});

test.each([
  `// ${"TO"}DO later`,
  `read("/${"home"}/somebody/a")`,
  `C:\\${"Users"}\\somebody`,
  `https://${"registry"}.example.org/`,
])("refuses the text %s", (text) => {
  expect(forbiddenText([file("agent/src/a.ts", text)])).toHaveLength(1);
});

test("allows routes and words that only look alike", () => {
  const text = "GET /home of https://example.org/work/list, the registry of operators, TODOS";

  expect(forbiddenText([file("docs/a.md", text)])).toEqual([]);
});

test("pairs error codes with pages", () => {
  const pages = [file("docs/errors/timeout.md"), file("docs/errors/stray.md")];

  expect(errorPages(pages, ["timeout", "internal"])).toEqual([
    "docs/errors/internal.md is missing",
    "docs/errors/stray.md has no error code",
  ]);
});

test("wants a notice with a licence beside other people's data", () => {
  const others = [
    "bicep/tests/schemas",
    "kql/engine/src/testing/measured",
    "teams-app/app-package/schema",
    "teams-app/cards/schema",
  ];
  const rest = [
    "tools/bench/data/detect",
    "tools/kql-corpus/data",
    "tools/local-azure/schemas",
    "tools/sample-data/data",
  ];
  const good = [...others, ...rest].map((folder) => file(`${folder}/NOTICE.md`, "MIT License"));

  expect(notices([...good, file("kql/tables/A.json")])).toEqual(["kql/tables has no NOTICE.md"]);
  expect(notices([...good, file("kql/tables/NOTICE.md", "from somewhere")])).toHaveLength(1);
  expect(notices([...good, file("kql/tables/NOTICE.md", "Licence: MIT")])).toEqual([]);
  expect(notices(good)).toEqual(["kql/tables is gone: take it off the list"]);
});

test("finds paths and links that lead nowhere", () => {
  const code = [file("provider/src/http/mount.ts"), file("docs/errors/timeout.md", "## Why, and what now?")];
  const naming = (text: string) => docReferences([...code, file("docs/a.md", text)]);

  expect(
    naming("`provider/src/http/mount.ts`, `http/mount.ts`, `mount.ts`, `provider/src`, `docs/errors/<code>.md`"),
  ).toEqual([]);
  expect(naming("[page](errors/timeout.md#why-and-what-now) and [site](https://example.org)")).toEqual([]);
  expect(naming("`/v1/should_i_run`, `application/json`, `@azure/cosmos`, `n/a`")).toEqual([]);
  expect(naming("`provider/src/http/gone.ts`")).toHaveLength(1);
  expect(naming("`gone.ts`")).toHaveLength(1);
  expect(naming("`provider/gone`")).toHaveLength(1);
  expect(naming("[page](errors/gone.md)")).toHaveLength(1);
  expect(naming("[page](errors/timeout.md#gone)")).toHaveLength(1);
  expect(naming("[here](#gone)")).toHaveLength(1);
  expect(naming('<img src="pictures/gone.svg">')).toHaveLength(1);
});

test("finds commands that the package does not have", () => {
  const text =
    "Run `npm run gone`, or:\n\n    npm start -- --once\n\n```sh\nnpm run -s logdoctor -- archive ls --json\n```\n";
  const commands = namedCommands([file("README.md", text)]);

  expect(commands.map(({ script, words }) => [script, ...words])).toEqual([
    ["gone"],
    ["start"],
    ["logdoctor", "archive", "ls"],
  ]);
  expect(unknownScripts(commands, new Set(["start", "logdoctor"]))).toHaveLength(1);
});
