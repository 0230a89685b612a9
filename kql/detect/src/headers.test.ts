import { expect, test } from "vitest";
import { loadPatterns } from "./load-patterns.ts";
import { findingsIn } from "./testing/run-rows.ts";

const patterns = loadPatterns().filter(({ logDoctor }) => logDoctor.type === "PayloadAttack");
const usual = { TimeGenerated: "2026-06-01T11:50:00Z", CsMethod: "GET", CsUriStem: "/", ScStatus: 200 };

const attacks = [
  ["cross-site-scripting", { Referer: "https://a.example/?q=%3Cscript%3Ealert(1)%3C/script%3E" }],
  ["cross-site-scripting", { UserAgent: 'x" onmouseover=alert(1) "' }],
  ["sql-injection", { Cookie: "id=1%27%20or%20%271%27=%271" }],
  ["sql-injection", { UserAgent: "1' and sleep(9)-- " }],
  ["code-injection", { Cookie: "state=java.lang.Runtime" }],
  ["command-injection", { Referer: ";id" }],
  ["command-injection", { UserAgent: "() { :; }; echo vulnerable" }],
  ["path-traversal", { Cookie: "lang=../../../../etc/passwd" }],
  ["template-injection", { Referer: "https://a.example/?x={{7*7}}" }],
  ["jndi-lookup", { UserAgent: "$%7Bjndi:ldap://a.example%7D" }],
  ["jndi-lookup", { Referer: "jndi:ldap://a.example/b" }],
] as const;

test("an attack in a header is found by its family, and its evidence shows that header", async () => {
  const rows = attacks.map(([, headers], i) => ({ ...usual, ...headers, _ItemId: `row-${i}`, CIp: `203.0.113.${i}` }));
  const found = await findingsIn("AppServiceHTTPLogs", rows, patterns);

  const sources = (id: string) => found.filter(({ pattern }) => pattern === id).map(({ source }) => source);
  for (const [i, [id]] of attacks.entries()) expect(sources(id), id).toContain(`203.0.113.${i}`);
  const decoded = (i: number) => found.find(({ source }) => source === `203.0.113.${i}`)?.evidence[0]?.decoded;
  expect(decoded(0)).toBe("referer https://a.example/?q=<script>alert(1)</script>");
  expect(decoded(2)).toBe("cookies id=1' or '1'='1");
});

test("cookies that are tokens are no evidence, whatever stands beside them", async () => {
  const Cookie = "connect.sid=s%3Aj8jK9.xPq2; ARRAffinity=0123abcd; view=<script>alert(1)</script>; theme=dark";
  const row = { ...usual, Cookie, CsUriQuery: "q=%3Csvg%20onload%3Dalert(1)%3E", CIp: "203.0.113.9", _ItemId: "row" };
  const [found] = await findingsIn("AppServiceHTTPLogs", [row], patterns);

  expect(found?.evidence[0]?.decoded).toBe("/&q=<svg onload=alert(1)> | cookies view=<script>alert(1)</script>");
});
