import { checkRetentionPolicy, chooseLever, RetentionPolicy, RetentionPolicyInput } from "@logdoctor/shared-policies";
import { describe, expect, test } from "vitest";
import { sampleTables } from "./generate.ts";
import { samplePolicies } from "./policies.ts";
import { isSampleTable } from "./tables/sample-tables.ts";
import { sampleTenants } from "./tenants.ts";

describe.each(["kr", "jp"] as const)("the policies of %s", (tenant) => {
  const policies = samplePolicies(tenant);

  test("are valid", () => {
    for (const policy of policies) {
      expect(RetentionPolicyInput.parse(policy)).toEqual(policy);
      expect(checkRetentionPolicy(policy), policy.policyName).toEqual([]);
      expect(policy.tables.filter((table) => !isSampleTable(table))).toEqual([]);
    }
  });

  test("cover all classes and every way to shrink", () => {
    const at = "2026-11-01T00:00:00.000Z";
    const stored = policies.map((policy, i) =>
      RetentionPolicy.parse({
        ...policy,
        id: `policy-${i}`,
        tenantId: sampleTenants[tenant].tenantId,
        createdAt: at,
        updatedAt: at,
      }),
    );
    const methods = stored.flatMap((policy) =>
      policy.tables.map((table) => {
        const settings = sampleTables({ tenant }).find((one) => one.table === table);
        if (settings === undefined) throw new Error(`No table ${table}`);
        const sharing = stored.filter((other) => other.tables.includes(table));
        return chooseLever(policy, sharing, { ...settings, plan: "Analytics" }).method;
      }),
    );

    expect(new Set(policies.map((policy) => policy.retentionClass))).toEqual(new Set(["A", "B", "C"]));
    expect(new Set(methods)).toEqual(new Set(["tableRetention", "deleteData", "purge", "archiveOnly"]));
  });
});
