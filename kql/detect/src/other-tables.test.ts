import { expect, test } from "vitest";
import { loadPatterns } from "./load-patterns.ts";
import { findingsIn, type TableRow } from "./testing/run-rows.ts";

const patterns = loadPatterns();

async function foundIn(table: string, rows: readonly TableRow[]): Promise<string[]> {
  const full = rows.map((row, i) => ({ TimeGenerated: "2026-06-01T11:50:00Z", _ItemId: `row-${i}`, ...row }));
  return (await findingsIn(table, full, patterns)).map(({ pattern }) => pattern);
}

const admin = ["/wp-admin/", "/wp-admin/post.php", "/wp-admin/edit.php", "/wp-admin/admin-ajax.php", "/wp-login.php"];

test.each([
  ["AGWFirewallLogs", "Matched", []],
  ["AGWFirewallLogs", "Detected", []],
  ["AGWFirewallLogs", "Blocked", ["wordpress-probing"]],
] as const)("programs of WordPress in %s whose requests are %s", async (table, Action, found) => {
  const rows = admin.map((RequestUri) => ({ ClientIp: "203.0.113.9", Hostname: "shop.example", RequestUri, Action }));
  expect(await foundIn(table, rows)).toEqual(found);
});

test.each([
  ["Log", []],
  ["Block", ["wordpress-probing"]],
] as const)("programs of WordPress that Front Door's firewall answers with %s", async (action_s, found) => {
  const rows = admin.map((path) => ({
    ...{ Category: "FrontDoorWebApplicationFirewallLog", clientIP_s: "203.0.113.9", host_s: "shop.example", action_s },
    requestUri_s: `https://shop.example:443${path}`,
  }));
  expect(await foundIn("AzureDiagnostics", rows)).toEqual(found);
});

test("people who sign up where no user agent is logged share none", async () => {
  const rows = Array.from({ length: 8 }, (_, i) => ({
    ...{ ClientIP: `198.51.100.${i}`, OperationName: "POST Account/Register", ResultCode: "302" },
    Url: "https://shop.example/account/register",
  }));
  expect(await foundIn("AppRequests", rows)).toEqual([]);
});

test("operations of OData, whose names stand where an address is missing, are no other protocol", async () => {
  const OperationName = "GET Products({key})";
  const rows = Array.from({ length: 5 }, () => ({
    ClientIP: "203.0.113.9",
    OperationName,
    Url: "",
    ResultCode: "200",
  }));
  expect(await foundIn("AppRequests", rows)).toEqual([]);
});

test.each([
  ["AppServiceHTTPLogs", { CIp: "203.0.113.9", CsHost: "shop.example", CsMethod: "GET", CsUriStem: "/item" }],
  ["W3CIISLog", { cIP: "203.0.113.9", csHost: "shop.example", csMethod: "GET", csUriStem: "/item" }],
])("a dash in %s is nobody's account and no user agent", async (table, request) => {
  const own =
    table === "W3CIISLog"
      ? { csUriQuery: "id=1' union select password from users--", csUserName: "-", csUserAgent: "-", csReferer: "-" }
      : { CsUriQuery: "id=1' union select password from users--", CsUsername: "-", UserAgent: "-", Referer: "-" };
  const row = { TimeGenerated: "2026-06-01T11:50:00Z", _ItemId: "row", ...request, ...own };
  expect(await findingsIn(table, [row], patterns)).toMatchObject([
    { pattern: "sql-injection", accounts: [], userAgents: [], distinctAccounts: 0 },
  ]);
});
