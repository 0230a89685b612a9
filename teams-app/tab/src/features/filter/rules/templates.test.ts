import { readFile } from "node:fs/promises";
import { FilterRuleDraft } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { templateNames, templateOf, templates } from "./templates.ts";

const defaults = new URL("../../../../../../kql/filter/defaults/rules.json", import.meta.url);

test("templates are the default rules, each with a table, and sampling with its rate", async () => {
  const { rules, sampling } = JSON.parse(await readFile(defaults, "utf8")) as {
    rules: { id: string }[];
    sampling: { targetCategory: string; samplingRate: number }[];
  };
  const wanted = rules.map(({ id, ...rule }) => {
    const rate = sampling.find(({ targetCategory }) => targetCategory === id);
    return { ...rule, ...(rate === undefined ? {} : { samplingRate: rate.samplingRate }) };
  });

  expect(Object.values(templates).map(({ table: _, ...rule }) => rule)).toEqual(wanted);
  for (const template of Object.values(templates)) FilterRuleDraft.parse({ ...template, isActive: true });
});

test.each([
  [{ template: "block-healthcheck" }, "block-healthcheck"],
  [{ template: "constructor" }, undefined],
  [{}, undefined],
])("the address %j names %o", (search, template) => {
  expect(templateOf(search).template).toBe(template);
  expect(templateNames).toHaveLength(5);
});
