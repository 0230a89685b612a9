import {
  type DetectionSeverity,
  type ExceptionTest,
  type Incident,
  type IncidentAction,
  type IncidentStatus,
  moveIncident,
  type PatternSettings,
  type ProposedException,
  replayException,
  type SimilarCase,
  type StoredIncident,
  type StoredPattern,
  settleVerdict,
  suggestException,
  type Verdict,
  wafRules,
} from "@logdoctor/shared-policies";
import { type Asked, me } from "./asked.ts";
import { someDigest } from "./detect-documents.ts";
import { testNow as now } from "./documents.ts";
import { aProblem, Refusal } from "./refusal.ts";

/** What the fake provider knows of Detect. */
export interface FakeDetectState {
  incidents: StoredIncident[];
  exceptions: ProposedException[];
  patterns: StoredPattern[];
  changes: number;
}

/** Puts an incident into the state, newest first, as a report or a person with another browser would. */
export function storeIncident(state: FakeDetectState, incident: Incident): StoredIncident {
  const stored = { ...incident, etag: nextEtag(state) };
  const others = state.incidents.filter(({ id }) => id !== incident.id);
  state.incidents = [...others, stored].toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return stored;
}

/** Moves an incident as another person would. */
export function actAs(state: FakeDetectState, name: string, id: string, action: IncidentAction): StoredIncident {
  return act(state, incidentOf(state, { id }), action, { kind: "person", id: name, name });
}

/** Changes a pattern as another person would. */
export function storePattern(state: FakeDetectState, pattern: StoredPattern): StoredPattern {
  const stored = { ...pattern, etag: nextEtag(state) };
  state.patterns = state.patterns.map((one) => (one.id === stored.id ? stored : one));
  return stored;
}

/** Decides on an exception as another person would. */
export function decideAs(
  state: FakeDetectState,
  name: string,
  id: string,
  status: ProposedException["status"],
): ProposedException {
  const exception = exceptionOf(state, { id });
  const decidedBy = { kind: "person" as const, id: name, name };
  const decided = { ...exception, status, decidedAt: now, decidedBy, etag: nextEtag(state) };
  state.exceptions = state.exceptions.map((one) => (one.id === id ? decided : one));
  return decided;
}

/** What each endpoint of Detect answers, by its id. */
export const detectAnswers: Record<string, (state: FakeDetectState, asked: Asked) => unknown> = {
  listIncidents: ({ incidents }, { query }) => {
    const { status, severity, ...page } = query as Listing;
    const found = incidents.filter(
      (one) => (status ?? one.status) === one.status && (severity ?? one.severity) === one.severity,
    );
    return pageOf(
      found.map((one) => ({ ...one, evidence: [] })),
      page,
    );
  },
  getIncident: (state, { params }) => incidentOf(state, params),
  actOnIncident: (state, { params, body, ifMatch }) => {
    const { action, reason } = body as { action: IncidentAction; reason: string };
    return act(state, matching(incidentOf(state, params), ifMatch), action, me, reason);
  },
  adjudicateIncident: (state, { params, body, ifMatch }) => {
    const { verdict, reason } = body as { verdict: Verdict; reason: string };
    const incident = matching(incidentOf(state, params), ifMatch);
    return storeIncident(state, settleVerdict(incident, verdict, { actor: me, reason, now: new Date(now) }));
  },
  getIncidentContext: (state, { params }) => contextOf(state, incidentOf(state, params)),
  proposeException: (state, { body }) => {
    const proposed = proposal(state, body as Proposal);
    state.exceptions = [proposed, ...state.exceptions];
    return proposed;
  },
  listExceptions: ({ exceptions }, { query }) => pageOf(exceptions, query as Listing),
  decideException: (state, { params, body, ifMatch }) => {
    const exception = matching(exceptionOf(state, params), ifMatch);
    const { decision, acknowledgeHiddenAttacks } = body as { decision: string; acknowledgeHiddenAttacks: boolean };
    if (decision === "accept" && exception.replay.confirmedAttacks > 0 && !acknowledgeHiddenAttacks)
      throw new Refusal(aProblem("exception-hides-attacks", "It would have hidden confirmed attacks."));
    return decideAs(state, me.name, exception.id, decision === "accept" ? "accepted" : "rejected");
  },
  getDigest: () => someDigest,
  listPatterns: ({ patterns }) => ({ items: patterns }),
  setPattern: (state, { params, body, ifMatch }) => {
    const pattern = state.patterns.find(({ id }) => id === params["id"]) ?? missing("pattern");
    const { isActive, threshold } = body as Omit<PatternSettings, "patternId">;
    const set = { isActive, threshold: threshold ?? pattern.defaultThreshold ?? pattern.threshold };
    return storePattern(state, { ...matching(pattern, ifMatch), ...set });
  },
};

interface Listing {
  readonly limit: number;
  readonly cursor?: string;
  readonly status?: IncidentStatus;
  readonly severity?: DetectionSeverity;
}

interface Proposal {
  readonly patternId: string;
  readonly tests: ExceptionTest[];
  readonly reason: string;
  readonly days: number;
  readonly incidentId?: string;
}

function nextEtag(state: FakeDetectState): string {
  state.changes++;
  return `"${state.changes}"`;
}

function missing(what: string): never {
  throw new Refusal(aProblem("not-found", `There is no such ${what}.`));
}

function incidentOf({ incidents }: FakeDetectState, { id }: Record<string, string>): StoredIncident {
  return incidents.find((one) => one.id === id) ?? missing("incident");
}

function exceptionOf({ exceptions }: FakeDetectState, { id }: Record<string, string>): ProposedException {
  return exceptions.find((one) => one.id === id) ?? missing("exception");
}

function matching<T extends { readonly etag: string }>(stored: T, ifMatch: string | null): T {
  if (ifMatch === null) throw new Refusal(aProblem("precondition-required", "If-Match is missing."));
  if (stored.etag !== ifMatch) throw new Refusal(aProblem("precondition-failed", "Read it again and repeat."));
  return stored;
}

function act(
  state: FakeDetectState,
  incident: StoredIncident,
  action: IncidentAction,
  ...[actor, reason = ""]: readonly [Incident["transitions"][number]["actor"], string?]
): StoredIncident {
  const moved = moveIncident(incident, action, { actor, reason, now: new Date(now) });
  if (moved === undefined) throw new Refusal(aProblem("incident-state", `${incident.status} allows no ${action}.`));
  return storeIncident(state, moved);
}

function caseOf({ id, createdAt, sourceIP, targetPath, status, verdict }: Incident): SimilarCase {
  const settled = verdict === undefined ? {} : { verdict: verdict.verdict };
  return { id, createdAt, sourceIP, targetPath, status, ...settled };
}

function contextOf({ incidents }: FakeDetectState, incident: StoredIncident) {
  const similar = incidents.filter(({ id, patternId }) => id !== incident.id && patternId === incident.patternId);
  const tests = suggestException(incident);
  const suggestion = tests === undefined ? {} : { suggestedException: { patternId: incident.patternId, tests } };
  return { similar: similar.map(caseOf), waf: wafRules(incident), ...suggestion };
}

function proposal(state: FakeDetectState, { patternId, tests, reason, days, incidentId }: Proposal): ProposedException {
  const briefs = state.incidents.map((one) => ({ ...one, id: one.findingIds[0] ?? one.id, incidentId: one.id }));
  const hidden = replayException({ patternId, tests }, briefs);
  const touched = state.incidents.filter(({ id }) => hidden.incidents.has(id));
  const attacks = touched.filter(({ verdict }) => verdict !== undefined && verdict.verdict !== "falsePositive");
  const expiresAt = new Date(Date.parse(now) + days * 86_400_000).toISOString();
  return {
    ...{ id: `exception-${state.changes + 1}`, patternId, tests, reason, expiresAt, status: "proposed" },
    ...(incidentId === undefined ? {} : { incidentId }),
    createdAt: now,
    createdBy: me,
    replay: {
      days: 30,
      findings: hidden.findings.size,
      incidents: touched.length,
      unopened: touched.length,
      confirmedAttacks: attacks.length,
      examples: touched.map(caseOf),
    },
    etag: nextEtag(state),
  };
}

function pageOf<T>(items: readonly T[], { limit, cursor }: Pick<Listing, "limit" | "cursor">) {
  const start = Number(cursor ?? "0");
  const end = start + limit;
  return { items: items.slice(start, end), ...(end < items.length ? { nextCursor: String(end) } : {}) };
}
