import { type TableColumns, tableColumns } from "@logdoctor/kql/tables";
import { readFilter } from "@logdoctor/kql-filter";
import type { RuleDocument, SamplingDocument } from "@logdoctor/shared-policies";

export const TABLE = "AppTraces";

/** The columns of the table, as it arrives and as it is stored. */
export const COLUMNS: TableColumns = tableColumns(TABLE) ?? {};

const words = [
  "health check",
  "readiness",
  "liveness",
  "heartbeat",
  "cache hit",
  "keep-alive",
  "polling",
  "/favicon.ico",
  "/metrics",
  ".css",
];

function rule(id: string, more: Pick<RuleDocument, "filterType" | "matchPattern">): RuleDocument {
  return { id, ruleName: id, action: "DROP", priority: 100, isActive: true, ...more };
}

const one = rule("keyword-0", { filterType: "Keyword", matchPattern: ["health check", "readiness"] });

const twenty: readonly RuleDocument[] = [
  one,
  ...words
    .slice(2)
    .map((word, i) => rule(`keyword-${i + 1}`, { filterType: "Keyword", matchPattern: [word, `${word} ok`] })),
  ...[1, 2, 3, 4].map((i) =>
    rule(`source-${i}`, { filterType: "Source", matchPattern: [`203.0.113.${i}`, `198.51.${i}.0/24`] }),
  ),
  ...[1, 2, 3, 4, 5].map((i) => rule(`category-${i}`, { filterType: "Category", matchPattern: `kube-system-${i}` })),
];

const sampling: readonly SamplingDocument[] = ["/api/v1/status", "/api/v1/ready"].map((targetCategory, i) => ({
  id: `sampling-${i}`,
  targetCategory,
  samplingRate: 0.1,
  isActive: true,
}));

/** One rule, and twenty of all kinds that have it among them. */
export const documents = {
  one: { rules: [one], sampling: [] },
  twenty: { rules: twenty.slice(0, 20 - sampling.length), sampling },
};

export const filters = {
  one: readFilter({ table: TABLE, columns: COLUMNS, ...documents.one }).ast,
  twenty: readFilter({ table: TABLE, columns: COLUMNS, ...documents.twenty }).ast,
};

const paths = [
  ..."orders login cart items prices search offers basket users stock media".split(" ").map((path) => `/${path}`),
  "/api/v1/status",
];

/** Rows as an export has them, of which some one in six matches one of the twenty rules. */
export function rowOf(i: number): Readonly<Record<string, unknown>> {
  const mixed = Math.imul(i + 1, 0x9e3779b1) >>> 0;
  const noise = mixed % 12 === 0 ? ` ${words[(mixed >>> 8) % words.length]}` : "";
  const operation = (mixed >>> 2).toString(16).padStart(32, "0");
  return {
    TenantId: "11111111-2222-3333-4444-555555555555",
    TimeGenerated: new Date(Date.UTC(2026, 5, 1) + i * 100).toISOString(),
    Message: `GET ${paths[(mixed >>> 4) % paths.length]}/${mixed % 10_000} handled in ${mixed % 3000} ms, session ${mixed}${noise}`,
    SeverityLevel: mixed % 4,
    Properties: {
      CategoryName: mixed % 97 === 0 ? `kube-system-${mixed % 7}` : "Shop.Orders.OrderController",
      EventId: String(mixed % 50),
      AspNetCoreEnvironment: "Production",
    },
    OperationName: "GET Orders/Get",
    OperationId: operation,
    ParentId: operation.slice(16),
    AppVersion: "4.2.1.0",
    AppRoleName: "shop-orders",
    AppRoleInstance: `web-${mixed % 50}`,
    ClientType: "PC",
    ClientIP: `10.${mixed & 255}.${(mixed >>> 8) & 255}.${(mixed >>> 16) & 255}`,
    ClientCity: "Seoul",
    ClientStateOrProvince: "Seoul",
    ClientCountryOrRegion: "South Korea",
    IKey: "66666666-7777-8888-9999-000000000000",
    SDKVersion: "aspnet5c:2.22.0+1",
    ItemCount: 1,
    ResourceGUID: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    SourceSystem: "Azure",
    Type: "AppTraces",
    _ItemId: `item-${i}`,
    _BilledSize: 300 + (mixed % 500),
    _IsBillable: "True",
    _ResourceId:
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/shop/providers/microsoft.insights/components/shop",
  };
}
