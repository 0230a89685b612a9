import type { TenantId } from "../ids.ts";
import type { DetectionFinding } from "./finding.ts";
import type { Actor, Incident, IncidentTransition, Verdict } from "./incident.ts";
import { type IncidentRecord, joinFinding } from "./incident-record.ts";
import { type IncidentAction, nextStatus, pathOf } from "./incident-state.ts";

const maxTransitions = 200;

export interface Step {
  readonly actor: Actor;
  readonly reason: string;
  readonly now: Date;
}

/**
 * The incident after an action and what it implies: a dismissed or confirmed incident has a verdict with it. Undefined
 * where the lifecycle has no such step, or the history is full.
 */
export function moveIncident(incident: Incident, action: IncidentAction, step: Step): Incident | undefined {
  const path = pathOf(incident.status, action);
  if (path === undefined || incident.transitions.length + path.length > maxTransitions) return undefined;
  const moved = path.reduce((at, next) => take(at, next, step), incident);
  return action === "reopen" ? openAgain(moved, incident) : { ...moved, ...implied(moved, action, step) };
}

function take(incident: Incident, action: IncidentAction, { actor, reason, now }: Step): Incident {
  const from = incident.status;
  const to = nextStatus(from, action) ?? from;
  const transition: IncidentTransition = { action, from, to, at: now.toISOString(), actor, reason };
  return { ...incident, status: to, updatedAt: transition.at, transitions: [...incident.transitions, transition] };
}

function implied(incident: Incident, action: IncidentAction, step: Step): Partial<Incident> {
  if (action === "resolve") return { resolution: step.reason, resolvedAt: step.now.toISOString() };
  if (action === "falsePositive") return settled("falsePositive", step);
  const confirmed = incident.verdict !== undefined && incident.verdict.verdict !== "falsePositive";
  return action === "block" && !confirmed ? settled("realAttack", step) : {};
}

// What it was closed with stays in its history. A confirmed attack that comes back is still confirmed.
function openAgain({ resolvedAt, verdict, ...moved }: Incident, before: Incident): Incident {
  const kept = before.status === "Resolved" && verdict !== undefined ? { verdict } : {};
  return { ...moved, ...kept, resolution: "", reopened: moved.reopened + 1 };
}

function settled(verdict: Verdict, { actor, reason, now }: Step): Partial<Incident> {
  return { verdict: { verdict, at: now.toISOString(), actor, reason } };
}

/**
 * The incident with a person's verdict, moved along where the lifecycle has a way: to FalsePositive, or to Blocking. A
 * verdict on a closed incident leaves it closed.
 */
export function settleVerdict(incident: Incident, verdict: Verdict, step: Step): Incident {
  const action = verdict === "falsePositive" ? "falsePositive" : "block";
  const moved = moveIncident(incident, action, step) ?? incident;
  return { ...moved, updatedAt: step.now.toISOString(), ...settled(verdict, step) };
}

interface Opening extends Step {
  readonly id: string;
  readonly tenantId: string;
}

/** A new incident for a finding: detected, and opened in the same write. */
export function openIncident(finding: DetectionFinding, { id, tenantId, ...step }: Opening): IncidentRecord {
  const { patternId, patternVersion, detectionType, severity, table, sourceIP, targetPath } = finding;
  const { host, userAgent, account, firstSeen, lastSeen } = finding;
  const at = step.now.toISOString();
  const detected: Incident = {
    ...{ id, tenantId: tenantId as TenantId, createdAt: at, updatedAt: at, status: "Detected" },
    ...{ assignedTeam: "", summary: summaryOf(finding), resolution: "" },
    ...{ severity, patternId, patternVersion, detectionType, table, sourceIP, targetPath },
    ...(account === undefined ? {} : { account }),
    ...(host === undefined ? {} : { host }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...{ firstSeen, lastSeen, matchCount: 0, succeeded: 0, findingIds: [], findings: 0, evidence: [], reopened: 0 },
    falsePositive: { score: 0.5, reasons: [] },
    transitions: [],
  };
  return joinFinding({ incident: take(detected, "open", step), counted: {} }, finding);
}

const shownPath = 200;

function summaryOf({ patternId, sourceIP, account, targetPath }: DetectionFinding): string {
  const who = [sourceIP, account].filter((text) => text !== undefined && text !== "").join(", ");
  return `${patternId}: ${who === "" ? "several sources" : who} on ${targetPath.slice(0, shownPath)}`;
}
