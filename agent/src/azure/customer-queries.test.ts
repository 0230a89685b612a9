import { expect, test } from "vitest";
import { WorkspaceError } from "../jobs/retain/ports.ts";
import { customerQueries } from "./customer-queries.ts";
import type { LogsClient } from "./logs-client.ts";

const now = new Date("2026-11-01T00:00:00Z");
const denied = () => Promise.reject(new WorkspaceError("denied", "403"));

function logs(audited: number, texts: readonly string[]): LogsClient {
  return {
    query: async (kql) =>
      kql.includes("Audited") ? [{ Audited: String(audited) }] : texts.map((QueryText) => ({ QueryText })),
    rows: async () => [],
    stream: denied,
  };
}

const alerts = (texts: readonly string[]) => ({ use: async () => ({ texts }) });

test("alert rules and recent queries that speak of a table watch it, each once", async () => {
  const workspace = alerts(["AppTraces | where Message has 'x'", "Syslog | count"]);
  const asked = ["AppTraces | take 5", "AppTraces | take 5"];
  const found = await customerQueries({ logs: logs(9, asked), workspace, now }, "AppTraces");
  expect(found.map((one) => [one.kind, "query" in one ? one.query : undefined])).toEqual([
    ["alert-rule", "AppTraces | where Message has 'x'"],
    ["recent-query", "AppTraces | take 5"],
  ]);
  expect(new Set(found.map(({ id }) => id)).size).toBe(2);
});

test.each([
  ["that may not be read", { logs: logs(9, []), workspace: { use: denied } }, "alert-rule:unread"],
  ["without an audit", { logs: logs(0, []), workspace: alerts([]) }, "recent-query:unread"],
  [
    "that are too many",
    {
      logs: logs(
        9,
        Array.from({ length: 101 }, (_, i) => `AppTraces | take ${i}`),
      ),
      workspace: alerts([]),
    },
    "recent-query:unread",
  ],
])("queries %s are unknown, never none", async (_what, sources, id) => {
  const found = await customerQueries({ ...sources, now }, "AppTraces");
  expect(found).toEqual([{ kind: id.split(":")[0], id, version: "", unread: expect.stringMatching(/.{3}/) }]);
});

test("of queries that are asked again and again each counts once", async () => {
  const asked = Array.from({ length: 300 }, (_, i) => `AppTraces | take ${i % 100}`);
  const found = await customerQueries({ logs: logs(9, []), workspace: alerts(asked), now }, "AppTraces");
  expect(found.filter((one) => "query" in one)).toHaveLength(100);
});

test("an error of our own is no answer", async () => {
  const workspace = { use: () => Promise.reject(new TypeError("a mistake")) };
  await expect(customerQueries({ logs: logs(9, []), workspace, now }, "AppTraces")).rejects.toThrow("a mistake");
});
