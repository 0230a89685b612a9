import { expect, test } from "vitest";
import { loadPatterns } from "./load-patterns.ts";
import { Detection } from "./pattern.ts";
import { findingsIn, type TableRow } from "./testing/run-rows.ts";

const patterns = loadPatterns();
const form = { CsMethod: "POST", CsUriStem: "/account/register", ScStatus: 302, UserAgent: "one" };
const page = { CsMethod: "GET", CsUriStem: "/catalog", ScStatus: 200, UserAgent: "one" };

function from(count: number, net: string, row: TableRow): TableRow[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ TimeGenerated: "2026-06-01T11:50:00Z", CsHost: "Shop.example", CIp: `${net}.${i}`, _ItemId: `${net}.${i}` },
    ...row,
  }));
}

async function abuse(rows: readonly TableRow[]) {
  const found = await findingsIn("AppServiceHTTPLogs", rows, patterns);
  return found.filter(({ pattern }) => pattern === "sign-up-abuse");
}

test("a form that many fill in is one finding by its path, with the matched rows and no address to blame", async () => {
  const found = await abuse([...from(6, "198.51.100", form), ...from(4, "203.0.113", page)]);

  expect(found).toEqual([
    expect.objectContaining({
      ...{ source: "//shop.example/account/register", itemCount: 6, succeeded: 6, score: 0, sources: [], accounts: [] },
      ...{ paths: ["/account/register"], hosts: ["Shop.example"], distinctPaths: 1 },
    }),
  ]);
  const [one] = found;
  expect(one?.itemIds.toSorted()).toEqual(from(6, "198.51.100", form).map(({ _ItemId }) => _ItemId));
  expect(one?.evidence.map(({ request }) => request)).toEqual(Array(5).fill("/account/register"));
});

test.each([
  ["the host has more visitors than that", [...from(6, "198.51.100", form), ...from(7, "203.0.113", page)]],
  ["they are few", from(4, "198.51.100", form)],
  ["each has a user agent of its own", from(6, "198.51.100", form).map((row, i) => ({ ...row, UserAgent: `${i}` }))],
  ["each comes many times", [1, 2, 3, 4].flatMap((n) => from(6, "198.51.100", { ...form, _ItemId: `${n}` }))],
  ["they are signed in", from(6, "198.51.100", form).map((row, i) => ({ ...row, CsUsername: `clerk${i}` }))],
  ["they make customers rather than accounts", from(6, "198.51.100", { ...form, CsUriStem: "/customers/create" })],
  ["no user agent is known", from(6, "198.51.100", { ...form, UserAgent: "" })],
  ["they come to different hosts", from(6, "198.51.100", form).map((row, i) => ({ ...row, CsHost: `${i}.example` }))],
] as const)("nothing where %s", async (_, rows) => {
  expect(await abuse(rows)).toEqual([]);
});

const given = { severity: "MEDIUM", type: "AuthAbuse", family: "x-y", shape: "requests", window: "1h" } as const;

test.each([
  ["no comparison", { groupBy: "path", where: "true" }],
  ["no condition", { groupBy: "path", require: { percentOfVisitors: 50 } }],
  ["a comparison by source", { where: "true", require: { percentOfVisitors: 50 } }],
])("a pattern by path with %s is refused", (_, part) => {
  expect(Detection.safeParse({ ...given, ...part }).success).toBe(false);
});
