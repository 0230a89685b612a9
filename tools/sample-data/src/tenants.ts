import type { TenantId } from "@logdoctor/shared-policies";

export type SampleTenantKey = "kr" | "jp";

/** A made-up customer: where its workspace lies and what its rows say of it. */
export interface SampleTenant {
  readonly key: SampleTenantKey;
  readonly name: string;
  readonly region: string;
  readonly tenantId: TenantId;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly workspaceName: string;
  /** The workspace's `customerId`, which rows carry as `TenantId`. */
  readonly workspaceId: string;
  readonly domain: string;
  readonly country: "KR" | "JP";
  readonly people: readonly string[];
}

export const sampleTenants: Readonly<Record<SampleTenantKey, SampleTenant>> = {
  kr: {
    key: "kr",
    name: "Hanbit Commerce",
    region: "koreacentral",
    tenantId: "6a0f2c1e-5b7d-4c39-8e21-4f1d9b3a7c01" as TenantId,
    subscriptionId: "0d9b6f52-71c4-4a8e-9f30-2b6c8d1e5a01",
    resourceGroup: "rg-hanbit-logs",
    workspaceName: "law-hanbit-prod",
    workspaceId: "b41c7e90-2d3f-4e5a-a6b7-8c9d0e1f2a01",
    domain: "hanbit-commerce.example",
    country: "KR",
    people: ["김하늘", "이서준", "박지우", "최민서", "정도윤", "강예은", "조시우", "윤채원"],
  },
  jp: {
    key: "jp",
    name: "Sakura Pay",
    region: "japaneast",
    tenantId: "93d4e7b8-1c2a-4f60-b5d9-7e8a6c5b4d02" as TenantId,
    subscriptionId: "5e2a9c74-83b1-4d6f-8a05-9c7e1f3b2d02",
    resourceGroup: "rg-sakura-logs",
    workspaceName: "law-sakura-prod",
    workspaceId: "c52d8fa1-3e40-4f6b-b7c8-9dae1f203b02",
    domain: "sakura-pay.example",
    country: "JP",
    people: ["佐藤美咲", "鈴木大翔", "高橋結衣", "田中蓮", "渡辺陽菜", "伊藤湊", "山本凛", "中村樹"],
  },
};

/** ARM id of a resource in the tenant's resource group, in lower case as `_ResourceId` gives it. */
export function resourceId(tenant: SampleTenant, type: string, name: string): string {
  const group = `/subscriptions/${tenant.subscriptionId}/resourcegroups/${tenant.resourceGroup}`;
  return `${group}/providers/${type}/${name}`.toLowerCase();
}
