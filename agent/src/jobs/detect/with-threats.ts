import { type DetectionFinding, threatOf } from "@logdoctor/shared-policies";
import { maskCapped } from "../../masking/mask-text.ts";
import { type DetectContext, mayAsk } from "./context.ts";
import { intervalOf } from "./intervals.ts";
import type { DatedIndicator } from "./ports.ts";

const mostAddresses = 200;
const address = /^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+)$/;

/**
 * What the customer's own threat intelligence says of the findings' sources, one query for a run. An indicator counts where
 * it was in force while the finding was made, not when it is read. Evidence only: the findings stand without it.
 */
export async function withThreats(
  context: DetectContext,
  findings: readonly DetectionFinding[],
): Promise<DetectionFinding[]> {
  const known = findings.filter(({ sourceIP }) => address.test(sourceIP));
  const addresses = [...new Set(known.map(({ sourceIP }) => sourceIP))].slice(0, mostAddresses);
  if (addresses.length === 0 || !mayAsk(context, 1)) return [...findings];
  const from = Math.min(...known.map(({ firstSeen }) => Date.parse(firstSeen)));
  // Half-open, and at least a moment long.
  const to = Math.max(...known.map(({ lastSeen }) => Date.parse(lastSeen))) + 1;
  try {
    const indicators = await context.workspace.threats(addresses, intervalOf(from, to));
    if (indicators === undefined) return [...findings];
    context.spent.queries += 1;
    return findings.map((finding) => judged(finding, indicators));
  } catch (error) {
    context.spent.queries += 1;
    context.log("detect.threats.failed", { error: String(error) });
    return [...findings];
  }
}

function judged(finding: DetectionFinding, indicators: readonly DatedIndicator[]): DetectionFinding {
  const { firstSeen, lastSeen, sourceIP } = finding;
  const begun = indicators.filter(
    ({ validFrom }) => validFrom === undefined || Date.parse(validFrom) <= Date.parse(lastSeen),
  );
  const threat = threatOf(begun, sourceIP, new Date(firstSeen));
  if (threat === undefined) return finding;
  return { ...finding, threat: { ...threat, description: maskCapped(threat.description, 300) } };
}
