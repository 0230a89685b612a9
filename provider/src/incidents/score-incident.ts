import { falsePositiveScore, type IncidentRecord, threatOf, worseThreat } from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { findPatternSettings } from "../patterns/pattern-store.ts";
import { indicatorsOf } from "../threats/indicator-store.ts";
import { similarCases } from "./similar-cases.ts";

/** Gives an incident its score, and what is known of its source. */
export type Scorer = (record: IncidentRecord) => Promise<IncidentRecord>;

type Asker = Pick<RequestContext, "deps" | "tenantId" | "now">;

/** A scorer for one report: what it holds incidents against is read once for all of them. */
export function scorerOf(ctx: Asker): Scorer {
  const backgroundOf = remembered((patternId: string) => readBackground(ctx, patternId));
  const indicators = remembered(() => indicatorsOf(ctx.deps.documents, ctx.tenantId));
  return async (record) => {
    const { threat: _, ...incident } = record.incident;
    const { threshold, cases } = await backgroundOf(incident.patternId);
    // What the tenant itself says of an address here stands over a feed of its workspace that is no worse.
    const threat = worseThreat(threatOf(await indicators("all"), incident.sourceIP, ctx.now), record.reported);
    const known = threat === undefined ? incident : { ...incident, threat };
    const others = cases.filter(({ id }) => id !== incident.id);
    return {
      ...record,
      incident: { ...known, falsePositive: falsePositiveScore(known, { threshold, cases: others }) },
    };
  };
}

/** The threshold that the tenant's agents use, and the latest cases of the pattern. */
async function readBackground({ deps, tenantId }: Asker, patternId: string) {
  const [set, cases] = await Promise.all([
    findPatternSettings(deps.documents, tenantId, patternId),
    similarCases(deps.documents, tenantId, { patternId }),
  ]);
  const shipped = deps.patterns.find(({ id }) => id === patternId)?.threshold;
  return { threshold: set?.body.settings.threshold ?? shipped, cases };
}

function remembered<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}
