import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadPatterns } from "./load-patterns.ts";
import { findingsIn } from "./testing/run-rows.ts";

const patterns = loadPatterns().filter(({ logDoctor }) => logDoctor.type === "PayloadAttack");

/** Values of a parameter: attacks by the pattern that must see each, and what no pattern may see. */
const { attacks, harmless } = JSON.parse(readFileSync(new URL("./testing/forms.json", import.meta.url), "utf8")) as {
  readonly attacks: Readonly<Record<string, readonly string[]>>;
  readonly harmless: readonly string[];
};

function requestOf(value: string, i: number) {
  return {
    ...{ TimeGenerated: "2026-06-01T11:50:00Z", _ItemId: `row-${i}`, CIp: `203.0.113.${i}`, ScStatus: 200 },
    ...{ CsMethod: "GET", CsUriStem: "/search", CsUriQuery: `q=${encodeURIComponent(value)}` },
  };
}

test("each form of an attack is seen by the pattern of its family", async () => {
  const forms = Object.entries(attacks).flatMap(([id, values]) => values.map((value) => ({ id, value })));
  const rows = forms.map(({ value }, i) => requestOf(value, i));
  const found = await findingsIn("AppServiceHTTPLogs", rows, patterns);

  const unseen = forms.filter(
    ({ id }, i) => !found.some(({ pattern, source }) => pattern === id && source === `203.0.113.${i}`),
  );
  expect(unseen).toEqual([]);
});

test("text that has a sign of an attack and no more is quiet", async () => {
  const found = await findingsIn("AppServiceHTTPLogs", harmless.map(requestOf), patterns);

  const seen = found.map(({ pattern, source, evidence }) => [
    pattern,
    harmless[Number(source.slice(10))],
    evidence[0]?.signals,
  ]);
  expect(seen).toEqual([]);
});
