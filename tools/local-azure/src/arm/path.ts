/** An ARM path taken apart: `route` has lower-case literals and `{}` for names, `names` are as the caller wrote them. */
export type ArmPath = {
  readonly route: string;
  readonly names: readonly string[];
  readonly subscriptionId: string;
  readonly resourceGroup: string;
};

const PAIRS_BEFORE_PROVIDER = new Set(["subscriptions", "resourcegroups", "locations"]);

/**
 * Reads `/subscriptions/{}/resourceGroups/{}/providers/{namespace}/{type}/{}/...`; literals are compared without regard to case.
 * Returns undefined for a path that is not one of a subscription.
 */
export function parseArmPath(pathname: string): ArmPath | undefined {
  const segments = pathname.split("/").filter(Boolean).map(decodeURIComponent);
  if (segments[0]?.toLowerCase() !== "subscriptions" || segments[1] === undefined) return undefined;
  const route: string[] = [];
  const names: string[] = [];
  let index = 0;
  while (index < segments.length) {
    const literal = (segments[index] ?? "").toLowerCase();
    route.push(literal);
    index += 1;
    if (literal === "providers") {
      route.push((segments[index] ?? "").toLowerCase());
      index += 1;
      continue;
    }
    const name = segments[index];
    if (name === undefined) break;
    if (PAIRS_BEFORE_PROVIDER.has(literal) || route.includes("providers")) {
      route.push("{}");
      names.push(name);
      index += 1;
    }
  }
  const group = segments[2]?.toLowerCase() === "resourcegroups" ? (segments[3] ?? "") : "";
  return { route: `/${route.join("/")}`, names, subscriptionId: segments[1], resourceGroup: group };
}
