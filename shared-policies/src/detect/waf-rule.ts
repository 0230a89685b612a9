import { z } from "zod";
import { isPrivateAddress } from "./false-positive.ts";
import type { Incident } from "./incident.ts";

const priority = 50;

export interface WafRule {
  readonly product: "ApplicationGateway" | "FrontDoor";
  readonly json: string;
}

/**
 * Custom rules that would block an incident's source, for a person to copy into `customRules` of a WAF policy. None for
 * a source that is no public address: a rule on a private one would block a proxy of one's own. The misspelt
 * `negationConditon` is Azure's name for it.
 * @see https://learn.microsoft.com/azure/templates/microsoft.network/applicationgatewaywebapplicationfirewallpolicies
 * @see https://learn.microsoft.com/azure/templates/microsoft.network/frontdoorwebapplicationfirewallpolicies
 */
export function wafRules({ id, sourceIP }: Pick<Incident, "id" | "sourceIP">): WafRule[] {
  if (!isAddress(sourceIP) || isPrivateAddress(sourceIP)) return [];
  // Front Door takes letters and digits alone, beginning with a letter.
  const name = `LogDoctor${id.replace(/[^A-Za-z0-9]/g, "")}`.slice(0, 100);
  const applicationGateway = {
    ...{ name, priority, state: "Enabled", ruleType: "MatchRule", action: "Block" },
    matchConditions: [
      {
        matchVariables: [{ variableName: "RemoteAddr" }],
        operator: "IPMatch",
        negationConditon: false,
        matchValues: [sourceIP],
        transforms: [],
      },
    ],
  };
  const frontDoor = {
    ...{ name, priority, enabledState: "Enabled", ruleType: "MatchRule", action: "Block" },
    matchConditions: [
      {
        matchVariable: "RemoteAddr",
        operator: "IPMatch",
        negateCondition: false,
        matchValue: [sourceIP],
        transforms: [],
      },
    ],
  };
  return [
    { product: "ApplicationGateway", json: JSON.stringify(applicationGateway, null, 2) },
    { product: "FrontDoor", json: JSON.stringify(frontDoor, null, 2) },
  ];
}

function isAddress(text: string): boolean {
  return z.union([z.ipv4(), z.ipv6()]).safeParse(text).success;
}
