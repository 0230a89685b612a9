import {
  type ExceptionReplay,
  type FindingBrief,
  type Incident,
  type PatternException,
  replayException,
} from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { findingsBetween } from "../findings/finding-store.ts";
import { findIncident } from "../incidents/incident-store.ts";
import { caseOf } from "../incidents/similar-cases.ts";

const dayMs = 24 * 3_600_000;
/** Days that a proposal is replayed over; findings are kept for longer. */
const replayDays = 30;
const examplesShown = 20;
const readAtOnce = 25;

/** What an exception would have hidden of the stored findings, with the confirmed attacks among them first. */
export async function replayPast(
  { deps, tenantId, now }: RequestContext,
  exception: Pick<PatternException, "patternId" | "tests">,
): Promise<ExceptionReplay> {
  const from = new Date(now.getTime() - replayDays * dayMs);
  const to = new Date(now.getTime() + 1);
  const keep = ({ patternId }: FindingBrief): boolean => patternId === exception.patternId;
  const past = await findingsBetween(deps.documents, tenantId, { from, to, keep });
  const hidden = replayException(exception, past);
  const incidents: Incident[] = [];
  const ids = [...hidden.incidents.keys()];
  for (let start = 0; start < ids.length; start += readAtOnce) {
    const reads = ids.slice(start, start + readAtOnce).map((id) => findIncident(deps.documents, tenantId, id));
    for (const stored of await Promise.all(reads)) if (stored !== undefined) incidents.push(stored.body.incident);
  }
  const isAttack = ({ verdict }: Incident): boolean => verdict !== undefined && verdict.verdict !== "falsePositive";
  const attacks = incidents.filter(isAttack);
  const others = incidents.filter((incident) => !isAttack(incident));
  return {
    days: replayDays,
    findings: hidden.findings.size,
    incidents: hidden.incidents.size,
    unopened: [...hidden.incidents.values()].filter(({ entirely }) => entirely).length,
    confirmedAttacks: attacks.length,
    examples: [...attacks, ...others].slice(0, examplesShown).map(caseOf),
  };
}
