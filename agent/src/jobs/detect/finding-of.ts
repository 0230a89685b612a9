import { createHash, createHmac } from "node:crypto";
import type { Finding, FindingEvidence } from "@logdoctor/kql-detect";
import type { DetectionEvidence, DetectionFinding } from "@logdoctor/shared-policies";
import { maskCapped } from "../../masking/mask-text.ts";
import type { KnownFinding } from "./known-findings.ts";

/** Characters at which the query cuts a request, and at which the schema does. */
const requestMax = 2048;
const listedItems = 50;
const listedEvidence = 5;

export interface FindingPlace {
  readonly table: string;
  /** Makes names of accounts that are always the same and tell nothing to who has not the key. */
  readonly accountKey: string;
}

/** What makes a finding the same whenever its window is read: pattern, table, source and window. */
export function findingId(finding: Finding, { table, accountKey }: FindingPlace): string {
  const entity = entityOf(finding) === "account" ? pseudonym(finding.source, accountKey) : finding.source;
  const text = JSON.stringify([finding.pattern, table, entity, Date.parse(finding.windowStart)]);
  return `fnd_${createHash("sha256").update(text).digest("base64url").slice(0, 32)}`;
}

/** A finding as it may leave the tenant: capped, and masked but for the address that it came from. */
export function findingOf(
  finding: Finding,
  known: KnownFinding,
  of: FindingPlace & { readonly id: string; readonly now: Date },
): DetectionFinding {
  const [host] = finding.hosts;
  const [userAgent] = finding.userAgents;
  const [account] = finding.accounts;
  const entity = entityOf(finding);
  return {
    id: of.id,
    patternId: finding.pattern,
    patternVersion: finding.patternVersion.slice(0, 20),
    detectionType: finding.type,
    severity: finding.severity,
    score: known.score,
    table: of.table,
    detectedAt: of.now.toISOString(),
    firstSeen: known.firstSeen,
    lastSeen: known.lastSeen,
    sourceIP: addressOf((entity === "source" ? finding.source : finding.sources[0]) ?? ""),
    targetPath: maskCapped(finding.paths[0] ?? "", requestMax),
    ...(host === undefined ? {} : { host: maskCapped(host, 255) }),
    ...(userAgent === undefined ? {} : { userAgent: maskCapped(userAgent, 500) }),
    ...(account === undefined || finding.accounts.length > 1 ? {} : { account: pseudonym(account, of.accountKey) }),
    entity,
    matchCount: known.rows,
    succeeded: Math.min(known.succeeded, known.rows),
    itemIds: finding.itemIds.filter((id) => id.length <= 100).slice(0, listedItems),
    evidence: finding.evidence.slice(0, listedEvidence).map(evidenceOf),
  };
}

/** Patterns by account have the account for their source; those by path have host and path, and no account. */
function entityOf({ source, sources, accounts }: Finding): "source" | "account" | "path" {
  if (sources.includes(source)) return "source";
  return source.startsWith("//") && accounts.length === 0 ? "path" : "account";
}

/** What claims to be an address and is none can hold anything. */
function addressOf(text: string): string {
  return /^[0-9a-fA-F:.]{0,64}$/.test(text) ? text : maskCapped(text, 64);
}

/** The name by which an account is known outside: the customer can find it by the item ids, nobody can by the name. */
function pseudonym(account: string, key: string): string {
  const name = createHmac("sha256", key).update(account.toLowerCase()).digest("hex").slice(0, 16);
  return `account-${name}`;
}

function evidenceOf({ itemId, at, method, request, decoded, status, signals }: FindingEvidence): DetectionEvidence {
  return {
    itemId: itemId.slice(0, 100),
    at,
    method: maskCapped(method, 20),
    request: maskCapped(request, requestMax, requestMax),
    decoded: maskCapped(decoded, requestMax, requestMax),
    ...(status === undefined ? {} : { status: Math.trunc(status) }),
    signals: signals.slice(0, 30).map(({ name, weight }) => ({ name, weight })),
  };
}
