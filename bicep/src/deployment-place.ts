import type { Arm, Value } from "./value.ts";

/** Where a file is deployed: a resource group or a subscription, of a made-up tenant. */
export interface Place {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

const tenantId = "11111111-1111-4111-8111-111111111111";

function placeOf(subscriptionId: string, resourceGroup: string): Place {
  const subscription = `/subscriptions/${subscriptionId}`;
  return {
    id: resourceGroup === "" ? subscription : `${subscription}/resourceGroups/${resourceGroup}`,
    subscriptionId,
    resourceGroup,
  };
}

export const rootPlace: Place = placeOf("22222222-2222-4222-8222-222222222222", "agent-group");

/** The place that `scope:` names by `resourceGroup(…)` or `subscription(…)`. */
export function targetOf(scope: Value): Place {
  const id = typeof scope === "object" && scope !== null && "id" in scope ? String(scope["id"]) : "";
  const [, , subscriptionId = "", , resourceGroup = ""] = id.split("/");
  return placeOf(subscriptionId, resourceGroup);
}

/** The public cloud: https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-deployment#environment */
const publicCloud: Arm = {
  resourceManager: "https://management.azure.com/",
  suffixes: { storage: "core.windows.net" },
};

/** Functions whose value depends on where the file is deployed. */
export const placeFunctions: Readonly<Record<string, (place: Place, args: readonly Arm[]) => Value>> = {
  environment: () => publicCloud,
  tenant: () => ({ tenantId }),
  subscription: (place, [id]) => {
    const subscriptionId = id === undefined ? place.subscriptionId : String(id);
    return { id: `/subscriptions/${subscriptionId}`, subscriptionId, tenantId };
  },
  resourceGroup: (place, [first, second]) => {
    const target =
      second === undefined
        ? placeOf(place.subscriptionId, String(first ?? place.resourceGroup))
        : placeOf(String(first), String(second));
    return { id: target.id, name: target.resourceGroup, location: "koreacentral" };
  },
  subscriptionResourceId: (place, [type, name]) => `/subscriptions/${place.subscriptionId}/providers/${type}/${name}`,
};
