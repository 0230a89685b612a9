import { guardQuery } from "@logdoctor/kql";
import { type ColumnType, createEngine, type Engine, ticksFromIso } from "@logdoctor/kql-engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { engineRows } from "../testing/engine-rows.ts";
import { indicatorsIn, indicatorTable, threatQuery } from "./threat-indicators.ts";

// The columns that the query reads: https://learn.microsoft.com/azure/azure-monitor/reference/tables/threatintelindicators
const columns: Readonly<Record<string, ColumnType>> = {
  TimeGenerated: "datetime",
  Id: "string",
  ObservableKey: "string",
  ObservableValue: "string",
  IsActive: "bool",
  IsDeleted: "bool",
  Revoked: "bool",
  ValidFrom: "datetime",
  ValidUntil: "datetime",
  Confidence: "int",
  SourceSystem: "string",
  Data: "dynamic",
};
const now = ticksFromIso("2026-11-10T12:00:00Z");
const window = { from: "2026-11-10T10:00:00.000Z", to: "2026-11-10T11:00:00.000Z" };
const usual = {
  ...{ TimeGenerated: "2026-11-09T00:00:00Z", ObservableKey: "ipv4-addr:value", IsActive: true, IsDeleted: false },
  ...{ Revoked: false, ValidFrom: "2026-11-01T00:00:00Z", Confidence: 90, SourceSystem: "Feed" },
};
const harm = { name: "Scanner", indicator_types: ["malicious-activity"] };
const rows = [
  {
    ...usual,
    Id: "one",
    ObservableValue: "203.0.113.7",
    Data: harm,
    TimeGenerated: "2026-11-08T00:00:00Z",
    Confidence: 1,
  },
  { ...usual, Id: "one", ObservableValue: "203.0.113.7", Data: harm },
  { ...usual, Id: "range", ObservableValue: "198.51.100.0/24", Data: { indicator_types: ["anonymization"] } },
  { ...usual, Id: "six", ObservableKey: "ipv6-addr:value", ObservableValue: "2001:DB8::7", Confidence: 10 },
  { ...usual, Id: "ran-out", ObservableValue: "192.0.2.1", ValidUntil: "2026-11-10T10:30:00Z", IsActive: false },
  { ...usual, Id: "too-old", ObservableValue: "192.0.2.2", ValidUntil: "2026-11-10T09:00:00Z" },
  { ...usual, Id: "to-come", ObservableValue: "192.0.2.3", ValidFrom: "2026-11-10T11:30:00Z" },
  { ...usual, Id: "switched-off", ObservableValue: "192.0.2.4", IsActive: false },
  { ...usual, Id: "revoked", ObservableValue: "192.0.2.5", Revoked: true },
  {
    ...usual,
    Id: "nulls",
    ObservableValue: "192.0.2.6",
    IsActive: null,
    IsDeleted: null,
    Revoked: null,
    ValidFrom: null,
    Confidence: null,
    Data: { indicator_types: ["benign"] },
  },
  { ...usual, Id: "domain", ObservableKey: "domain-name:value", ObservableValue: "203.0.113.7" },
  { ...usual, Id: "other", ObservableValue: "203.0.113.8" },
];

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
  await engine.createTable(
    indicatorTable,
    Object.entries(columns).map(([name, type]) => ({ name, type })),
  );
  await engine.insertJson(
    indicatorTable,
    rows.map((row) => JSON.stringify(row)),
    now,
  );
});
afterAll(() => engine.close());

async function asked(addresses: readonly string[]) {
  return indicatorsIn(await engineRows(engine, threatQuery(addresses, window), now));
}

const all = ["203.0.113.7", "198.51.100.9", "2001:db8::7", ...[1, 2, 3, 4, 5, 6].map((last) => `192.0.2.${last}`)];

test("what was in force in the window counts, by address and by range, as surely as its feed says", async () => {
  const found = (await asked(all)).toSorted((a, b) => a.value.localeCompare(b.value));

  const validFrom = "2026-11-01T00:00:00.000Z";
  expect(found).toEqual([
    {
      value: "192.0.2.1",
      verdict: "malicious",
      source: "Feed",
      description: "",
      validFrom,
      expiresAt: "2026-11-10T10:30:00.000Z",
    },
    { value: "192.0.2.6", verdict: "benign", source: "Feed", description: "" },
    { value: "198.51.100.0/24", verdict: "suspicious", source: "Feed", description: "", validFrom },
    { value: "2001:db8::7", verdict: "suspicious", source: "Feed", description: "", validFrom },
    { value: "203.0.113.7", verdict: "malicious", source: "Feed", description: "Scanner", validFrom },
  ]);
});

test("an address that nothing is known of has none, and no text of an address breaks out of the query", async () => {
  expect(await asked(["10.0.0.1", '1"]); Heartbeat | where Computer in ("'])).toEqual([]);
  expect(guardQuery(threatQuery(['"; Heartbeat'], window), { [indicatorTable]: columns })).toEqual([]);
});

test("what is no address or range is left out", () => {
  expect(indicatorsIn([{ ObservableValue: "example.com" }, { ObservableValue: 7 }, {}])).toEqual([]);
});
