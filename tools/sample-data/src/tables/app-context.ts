import { awkwardDynamic, awkwardText } from "../awkward.ts";
import type { Fields } from "../row.ts";
import type { RowContext } from "../row-context.ts";
import { resourceId } from "../tenants.ts";

const roles = ["checkout-api", "order-worker", "web-front"] as const;
const cities = { KR: ["Seoul", "Busan", "Incheon"], JP: ["Tokyo", "Osaka", "Nagoya"] } as const;

export function appInsights(context: RowContext): string {
  return resourceId(context.tenant, "Microsoft.Insights/components", `appi-${context.tenant.key}`);
}

/** The columns that every Application Insights table shares. */
export function appFields(context: RowContext): Fields {
  const { random, tenant } = context;
  const role = random.pick(roles);
  return {
    AppRoleInstance: `${role}-${random.hex(5)}`,
    AppRoleName: role,
    AppVersion: `2026.${random.int(8, 11)}.${random.int(0, 9)}`,
    ClientCity: random.pick(cities[tenant.country]),
    ClientCountryOrRegion: tenant.country === "KR" ? "Korea" : "Japan",
    ClientIP: "0.0.0.0",
    ClientType: "PC",
    IKey: tenant.workspaceId,
    ItemCount: 1,
    Measurements: awkwardDynamic(random, null),
    OperationId: random.hex(32),
    OperationName: "POST /api/orders",
    ParentId: random.hex(16),
    Properties: awkwardDynamic(random, { orderId: String(100_000 + context.index), channel: "app" }),
    SDKVersion: "dotnet:2.22.0-997",
    SessionId: random.hex(8),
    UserAuthenticatedId: awkwardText(random, random.pick(tenant.people)),
    UserId: random.hex(8),
  };
}
