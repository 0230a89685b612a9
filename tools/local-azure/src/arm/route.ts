import type { ArmCall } from "./arm-call.ts";

/** One ARM operation. Key in the route table: method and `ArmPath.route`. */
export type ArmRoute = {
  /** Azure RBAC actions it needs. */
  readonly action: string | readonly string[];
  /** Where they are needed, if not at the resource of the path. */
  readonly scope?: (call: ArmCall) => string;
  readonly handle: (call: ArmCall) => Response | Promise<Response>;
};

export const OI = "Microsoft.OperationalInsights";
export const WORKSPACE = "/subscriptions/{}/resourcegroups/{}/providers/microsoft.operationalinsights/workspaces/{}";
