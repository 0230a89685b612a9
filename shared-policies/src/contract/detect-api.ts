import { z } from "zod";
import { DetectionPattern, DetectionSeverity, PatternId, PatternSettings } from "../detect/documents.ts";
import { ExceptionTest, PatternException } from "../detect/exception.ts";
import { Actor, Incident, IncidentId, Verdict } from "../detect/incident.ts";
import { IncidentAction, IncidentStatus } from "../detect/incident-state.ts";
import { ThreatIndicator } from "../detect/threat.ts";
import { DocumentId, Instant } from "../ids.ts";
import { PreventDigest } from "../prevent/prevent-digest.ts";
import { defineEndpoint } from "./endpoint.ts";
import { listOf, page, readers } from "./lists.ts";

const responders = ["responder", "admin"] as const;
const incidentParam = z.object({ id: IncidentId });

/** An incident with its ETag. Lists leave out evidence. */
export const StoredIncident = Incident.extend({ etag: z.string() });
export type StoredIncident = z.infer<typeof StoredIncident>;

export const listIncidents = defineEndpoint({
  id: "listIncidents",
  method: "GET",
  path: "/v1/incidents",
  summary: "List incidents, newest first",
  roles: readers,
  query: page.extend({ status: IncidentStatus.optional(), severity: DetectionSeverity.optional() }),
  response: listOf(StoredIncident),
});

export const getIncident = defineEndpoint({
  id: "getIncident",
  method: "GET",
  path: "/v1/incidents/{id}",
  summary: "Read one incident with its evidence and history",
  roles: readers,
  params: incidentParam,
  response: StoredIncident,
  concurrency: "etag",
});

export const actOnIncident = defineEndpoint({
  id: "actOnIncident",
  method: "POST",
  path: "/v1/incidents/{id}/actions",
  summary: "Move an incident along its lifecycle",
  roles: responders,
  params: incidentParam,
  body: z.strictObject({ action: IncidentAction.exclude(["open"]), reason: z.string().max(1000).default("") }),
  response: StoredIncident,
  concurrency: "if-match",
});

export const adjudicateIncident = defineEndpoint({
  id: "adjudicateIncident",
  method: "POST",
  path: "/v1/incidents/{id}/verdict",
  summary: "Settle whether an incident is a false positive, a missed attack or a real attack",
  roles: responders,
  params: incidentParam,
  body: z.strictObject({ verdict: Verdict, reason: z.string().min(3).max(1000) }),
  response: StoredIncident,
  concurrency: "if-match",
});

/** An earlier incident of the same pattern with its verdict. */
export const SimilarCase = z.object({
  id: IncidentId,
  createdAt: Instant,
  sourceIP: z.string(),
  targetPath: z.string(),
  status: IncidentStatus,
  verdict: Verdict.optional(),
});
export type SimilarCase = z.infer<typeof SimilarCase>;

/** WAF custom rule for a person to copy; Log Doctor applies none. */
export const WafProposal = z.object({ product: z.enum(["ApplicationGateway", "FrontDoor"]), json: z.string() });
export type WafProposal = z.infer<typeof WafProposal>;

export const getIncidentContext = defineEndpoint({
  id: "getIncidentContext",
  method: "GET",
  path: "/v1/incidents/{id}/context",
  summary: "Similar cases, and WAF rules that would block the source",
  roles: readers,
  params: incidentParam,
  response: z.object({
    similar: z.array(SimilarCase).max(20),
    waf: z.array(WafProposal),
    /** The narrowest exception that would have kept the incident from being opened. */
    suggestedException: z.object({ patternId: PatternId, tests: z.array(ExceptionTest) }).optional(),
  }),
});

/** What an exception would have hidden over the past. */
export const ExceptionReplay = z.object({
  days: z.int().positive(),
  /** Reported findings that it matches. */
  findings: z.int().nonnegative().optional(),
  /** Incidents that it would have taken a finding from. */
  incidents: z.int().nonnegative(),
  /** Incidents among them of which no finding would have been left. */
  unopened: z.int().nonnegative().optional(),
  /** Incidents among them that a person confirmed as attacks. */
  confirmedAttacks: z.int().nonnegative(),
  examples: z.array(SimilarCase).max(20),
});
export type ExceptionReplay = z.infer<typeof ExceptionReplay>;

export const ProposedException = PatternException.extend({
  status: z.enum(["proposed", "accepted", "rejected"]),
  incidentId: IncidentId.optional(),
  createdAt: Instant,
  createdBy: Actor.optional(),
  decidedAt: Instant.optional(),
  decidedBy: Actor.optional(),
  replay: ExceptionReplay,
  etag: z.string(),
});
export type ProposedException = z.infer<typeof ProposedException>;

export const proposeException = defineEndpoint({
  id: "proposeException",
  method: "POST",
  path: "/v1/pattern-exceptions",
  summary: "Propose an exception to a pattern; shows what it would have hidden, and hides nothing yet",
  roles: responders,
  status: 201,
  body: z.strictObject({
    patternId: PatternId,
    tests: z.array(ExceptionTest).min(1).max(4),
    reason: z.string().min(3).max(500),
    days: z.int().min(1).max(365).default(90),
    incidentId: IncidentId.optional(),
  }),
  response: ProposedException,
  concurrency: "etag",
});

export const listExceptions = defineEndpoint({
  id: "listExceptions",
  method: "GET",
  path: "/v1/pattern-exceptions",
  summary: "List proposed, accepted and rejected exceptions",
  roles: readers,
  query: page,
  response: listOf(ProposedException),
});

export const decideException = defineEndpoint({
  id: "decideException",
  method: "POST",
  path: "/v1/pattern-exceptions/{id}/decision",
  summary: "Accept or reject a proposed exception",
  roles: ["admin"],
  params: z.object({ id: DocumentId }),
  body: z.strictObject({
    decision: z.enum(["accept", "reject"]),
    /** Needed where the exception would have hidden a confirmed attack. */
    acknowledgeHiddenAttacks: z.boolean().default(false),
  }),
  response: ProposedException,
  concurrency: "if-match",
});

export const StoredPattern = DetectionPattern.extend({ etag: z.string() });
export type StoredPattern = z.infer<typeof StoredPattern>;

export const listPatterns = defineEndpoint({
  id: "listPatterns",
  method: "GET",
  path: "/v1/detection-patterns",
  summary: "List the detection patterns with what this tenant set",
  roles: readers,
  response: listOf(StoredPattern),
});

export const setPattern = defineEndpoint({
  id: "setPattern",
  method: "PUT",
  path: "/v1/detection-patterns/{id}",
  summary: "Switch a pattern on or off, or set its threshold",
  roles: ["admin"],
  params: z.object({ id: PatternId }),
  body: PatternSettings.omit({ patternId: true }),
  response: StoredPattern,
  concurrency: "if-match",
});

/** Findings that opened no incident: MEDIUM and LOW of one week, by pattern. */
export const getDigest = defineEndpoint({
  id: "getDigest",
  method: "GET",
  path: "/v1/digest",
  summary: "The week's findings that opened no incident, and what Prevent found and saved",
  roles: readers,
  query: z.object({ weekOf: Instant.optional() }),
  response: z.object({
    from: Instant,
    to: Instant,
    patterns: z.array(
      z.object({
        patternId: PatternId,
        severity: DetectionSeverity,
        findings: z.int(),
        matches: z.int(),
        sources: z.int(),
        examplePath: z.string(),
      }),
    ),
    /** What Prevent found, and what changes to it saved; absent from answers of older providers. */
    prevent: PreventDigest.optional(),
  }),
});

/** What a tenant knows of addresses. Incidents show what it says of their source, and score it. */
export const ThreatIndicators = z.strictObject({ indicators: z.array(ThreatIndicator).max(1000) });
export type ThreatIndicators = z.infer<typeof ThreatIndicators>;

export const getThreatIndicators = defineEndpoint({
  id: "getThreatIndicators",
  method: "GET",
  path: "/v1/threat-indicators",
  summary: "Read what this tenant knows of addresses",
  roles: readers,
  response: ThreatIndicators,
  concurrency: "etag",
});

export const setThreatIndicators = defineEndpoint({
  id: "setThreatIndicators",
  method: "PUT",
  path: "/v1/threat-indicators",
  summary: "Replace what this tenant knows of addresses",
  roles: ["admin"],
  body: ThreatIndicators,
  response: ThreatIndicators,
  concurrency: "if-match",
});

export const detectApi = [
  listIncidents,
  getIncident,
  actOnIncident,
  adjudicateIncident,
  getIncidentContext,
  proposeException,
  listExceptions,
  decideException,
  listPatterns,
  setPattern,
  getDigest,
  getThreatIndicators,
  setThreatIndicators,
] as const;
