import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { problemsOfNames } from "../src/check-names.ts";
import { evaluate } from "../src/evaluate.ts";
import { everyNode, parseBicep, parseBicepParameters, part } from "../src/grammar.ts";
import { deploy } from "../src/index.ts";
import { readTemplate, templateOf, textOf } from "../src/template.ts";
import type { Value } from "../src/value.ts";
import { bicepFiles } from "./samples.ts";

const templates = bicepFiles.map(
  (path) => [`${basename(dirname(path))}/${basename(path)}`, readTemplate(path)] as const,
);

describe.each(templates)("%s", (_, template) => {
  it("declares what it uses and uses what it declares", () => {
    expect(problemsOfNames(template)).toEqual([]);
  });

  it("says what each parameter, output and shared type is", () => {
    const bare = [template.params, template.outputs, template.types].flat().filter(({ decorators }) => {
      const [text] = decorators.get("description") ?? [];
      return text === undefined || textOf(text).length < 15;
    });

    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it("says what the file is", () => {
    expect(template.root.text).toMatch(/^metadata description = '.{30,}'/);
  });

  it("stays short enough to be read at once", () => {
    const lines = template.root.text.split("\n").length;

    expect(lines).toBeLessThanOrEqual(template.path.includes("/modules/") ? 150 : 300);
  });

  it("asks for no key, no password and no connection string", () => {
    expect(template.root.text).not.toMatch(
      /\blist[A-Z]\w*\(|AccountKey=|SharedAccessSignature|StorageAccountConnectionString/,
    );
  });
});

describe("what the checker refuses", () => {
  const broken: readonly (readonly [string, string])[] = [
    ["an unclosed brace", "var a = {\n  b: 1\n"],
    ["a member of a choice", "param a bool\nvar b = a ? 'x' : tenant().tenantId\n"],
  ];

  it.each(broken)("%s", (_, source) => {
    expect(() => parseBicep(source, "broken.bicep")).toThrow(/broken\.bicep:\d+:\d+/);
  });

  it("names that are not declared, functions that do not exist, and what nobody uses", () => {
    const template = templateOf(
      "x.bicep",
      parseBicep("param a string\nvar b = guidd(c)\noutput d string = b\n", "x.bicep"),
    );

    expect(problemsOfNames(template)).toEqual([
      "x.bicep:2:9: no function is called guidd",
      "x.bicep:2:15: c is not declared",
      "x.bicep: a is not used",
    ]);
  });
});

describe("example parameter files", () => {
  const scope = {
    file: "example",
    lookUp: () => undefined,
    call: (name: string) => (name === "readEnvironmentVariable" ? "" : undefined),
  };

  it.each(["agent", "provider"])("%s deploys", (folder) => {
    const path = fileURLToPath(new URL(`../${folder}/main.example.bicepparam`, import.meta.url));
    const root = parseBicepParameters(readFileSync(path, "utf8"), path);
    const params = templateOf(path, root).vars.map(({ name, node }): [string, Value] => [
      name,
      evaluate(part(node, 1), scope),
    ]);
    const using = everyNode(root).find((node) => node.type === "using_statement");

    const { resources } = deploy(
      resolve(dirname(path), using === undefined ? "" : textOf(part(using, 0))),
      Object.fromEntries(params),
    );

    expect(resources.length).toBeGreaterThan(5);
  });
});
