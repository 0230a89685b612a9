import type { KqlType } from "@logdoctor/shared-policies";

export interface SampleColumn {
  readonly name: string;
  readonly type: KqlType;
}

type Cell = string | number | boolean | null;

const paths = [
  "/",
  "/api/orders",
  "/api/orders/4711",
  "/login",
  "/static/app.3f9c2.js",
  "/images/logo.svg",
  "/healthz",
];
const agents = [
  "Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36+(KHTML,+like+Gecko)+Chrome/126.0+Safari/537.36",
  "Mozilla/5.0+(iPhone;+CPU+iPhone+OS+17_5+like+Mac+OS+X)+AppleWebKit/605.1.15+(KHTML,+like+Gecko)+Mobile/15E148",
  "curl/8.5.0",
];
const resource = "/subscriptions/9f0c/resourcegroups/rg-shop/providers/microsoft.web/sites/shop-front";
const day = Date.parse("2026-06-01T00:00:00Z");

/** Each column of a web server's access log, in the shape of AppServiceHTTPLogs, with some of AppTraces' types. */
const columns: readonly (SampleColumn & { readonly cell: (random: () => number, row: number) => Cell })[] = [
  { name: "TenantId", type: "guid", cell: () => "7a1c1f0e-52b4-4c6e-9a51-0d3a8f2b7c10" },
  {
    name: "TimeGenerated",
    type: "datetime",
    cell: (_, row) => `${new Date(day + row).toISOString().slice(0, -1)}1234Z`,
  },
  { name: "Category", type: "string", cell: () => "AppServiceHTTPLogs" },
  { name: "CsMethod", type: "string", cell: (random) => pick(["GET", "GET", "GET", "POST"], random) },
  { name: "CsUriStem", type: "string", cell: (random) => pick(paths, random) },
  { name: "CsUriQuery", type: "string", cell: (random) => `session=${hex(random)}${hex(random)}` },
  { name: "SPort", type: "string", cell: () => "443" },
  { name: "CsUsername", type: "string", cell: (random) => (random() < 0.2 ? `user${Math.floor(random() * 900)}` : "") },
  { name: "CIp", type: "string", cell: (random) => [1, 2, 3, 4].map(() => Math.floor(random() * 256)).join(".") },
  { name: "UserAgent", type: "string", cell: (random) => pick(agents, random) },
  { name: "Referer", type: "string", cell: (random) => (random() < 0.5 ? "https://shop.example/orders" : "") },
  { name: "CsHost", type: "string", cell: () => "shop.example" },
  { name: "ScStatus", type: "int", cell: (random) => pick([200, 200, 200, 304, 404, 500], random) },
  { name: "ScSubStatus", type: "int", cell: () => 0 },
  { name: "ScBytes", type: "long", cell: (random) => Math.floor(random() * 200_000) },
  { name: "CsBytes", type: "long", cell: (random) => Math.floor(random() * 4_000) },
  { name: "TimeTaken", type: "long", cell: (random) => Math.floor(random() * 900) },
  { name: "CpuMs", type: "real", cell: (random) => random() * 40 },
  { name: "Success", type: "bool", cell: (random) => random() < 0.95 },
  { name: "Result", type: "string", cell: () => "Success" },
  { name: "ComputerName", type: "string", cell: (random) => `lw1sdlwk0000${Math.floor(random() * 10)}` },
  { name: "OperationId", type: "string", cell: (random) => `${hex(random)}${hex(random)}${hex(random)}${hex(random)}` },
  { name: "Properties", type: "dynamic", cell: (random) => `{"region":"koreacentral","retry":${random() < 0.1}}` },
  { name: "Type", type: "string", cell: () => "AppServiceHTTPLogs" },
  { name: "_ResourceId", type: "string", cell: () => resource },
];

export const sampleColumns: readonly SampleColumn[] = columns.map(({ name, type }) => ({ name, type }));

/** One row in the order of the columns; equal seeds give equal rows. */
export function sampleRow(random: () => number, row: number): Cell[] {
  return columns.map(({ cell }) => cell(random, row));
}

/** A small generator of numbers from 0 to below 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T extends Cell>(from: readonly T[], random: () => number): Cell {
  return from[Math.floor(random() * from.length)] ?? null;
}

function hex(random: () => number): string {
  return Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, "0");
}
