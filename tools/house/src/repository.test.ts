import { matchesGlob } from "node:path";
import { ErrorCode } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { alone } from "../../../vitest.config.ts";
// The documents name commands of `logdoctor`; whether it knows them is asked of itself.
import { main } from "../../cli/src/cli.ts";
import { namedCommands, unknownScripts } from "./doc-commands.ts";
import { docReferences } from "./doc-references.ts";
import { errorPages } from "./error-pages.ts";
import { forbiddenCode } from "./forbidden-code.ts";
import { forbiddenText } from "./forbidden-text.ts";
import { importDirections } from "./import-directions.ts";
import { names } from "./names.ts";
import { notices } from "./notices.ts";
import { providerRooms } from "./provider-rooms.ts";
import { readRepository } from "./read-repository.ts";
import { rooms } from "./rooms.ts";
import { sizes } from "./sizes.ts";

const files = readRepository();
const commands = namedCommands(files);

function textOf(path: string): string {
  return files.find((file) => file.path === path)?.text ?? "";
}

test.each([
  ["imports go in the agreed directions", importDirections],
  ["the provider's features reach one another through verbs and ports", providerRooms],
  ["the environment, mocks and default exports stay where they may be", forbiddenCode],
  ["files and folders are named after what they hold", names],
  ["files are short", sizes],
  ["no text is unfinished or about somebody's machine", forbiddenText],
  ["other people's data has its notice", notices],
  ["paths that the documentation names exist", docReferences],
])("%s", (_, rule) => {
  expect(rule(files)).toEqual([]);
});

test("every workspace package has its row in the table of rooms", () => {
  const packages = [...textOf("pnpm-workspace.yaml").matchAll(/^ {2}- ([\w/-]+)$/gm)].map((match) => match[1]);

  expect(rooms.map(({ folder }) => folder).toSorted()).toEqual(packages.toSorted());
});

test("a test that asks for a managed identity's token has a process of its own", () => {
  const asking = files.filter(
    ({ path, text }) => path.endsWith(".test.ts") && /\bnew ManagedIdentityCredential\(/.test(text),
  );
  const together = asking.filter(({ path }) => !alone.some((glob) => matchesGlob(path, glob)));

  expect(asking.length).toBeGreaterThan(0);
  expect(together.map(({ path }) => path)).toEqual([]);
});

test("every error code has its page", () => {
  expect(errorPages(files, ErrorCode.options)).toEqual([]);
});

test("npm commands that the documentation names are scripts", () => {
  const { scripts } = JSON.parse(textOf("package.json"));

  expect(commands.length).toBeGreaterThan(0);
  expect(unknownScripts(commands, new Set(Object.keys(scripts)))).toEqual([]);
});

test("verbs of logdoctor that the documentation names exist", async () => {
  const quiet = () => undefined;
  const credential = () => Promise.reject(new Error("asking for help needs no identity"));
  const named = commands.filter(({ script }) => script === "logdoctor");
  const codes = named.map(({ words }) => main([...words, "--help"], { out: quiet, err: quiet, credential }));
  const unknown = (await Promise.all(codes)).flatMap((code, i) => (code === 0 ? [] : [named[i]]));

  expect(unknown).toEqual([]);
});
