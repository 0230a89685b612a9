import {
  type DetectionFinding,
  falsePositiveScore,
  type Incident,
  moveIncident,
  openIncident,
  type StoredPattern,
} from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";

const agent = { kind: "agent" as const, id: "agt_testing00" };

/** An open incident of one finding, as the provider makes it. */
export function anIncident(over: Partial<DetectionFinding> = {}, at = "2026-11-20T01:30:00.000Z", id = "1"): Incident {
  const finding = aFinding({ id: `fnd_testing${id.padStart(2, "0")}`, ...over });
  const opening = { id: `inc_testing${id.padStart(2, "0")}`, tenantId: testTenant, actor: agent, reason: "" };
  const { incident } = openIncident(finding, { ...opening, now: new Date(at) });
  return { ...incident, falsePositive: falsePositiveScore(incident, { threshold: 5, cases: [] }) };
}

const itemId = "item-1";
const seen = "2026-11-20T01:12:09.1234567Z";

/** What sqlmap leaves in a log, with the text of its request written to deceive. */
const attack: Partial<DetectionFinding> = {
  score: 18,
  firstSeen: seen,
  lastSeen: "2026-11-20T01:26:40Z",
  userAgent: "sqlmap/1.8.4#stable (https://sqlmap.org)",
  targetPath: "/shop/item",
  matchCount: 42,
  succeeded: 2,
  activity: {
    requests: 61,
    succeeded: 4,
    distinctPaths: 23,
    examples: [
      { at: "2026-11-20T01:20:11Z", method: "GET", request: "/shop/cart?token=[secret]", status: 200 },
      { at: "2026-11-20T01:14:02Z", method: "GET", request: "/shop/logo\u202Egnp.x", status: 304 },
      { at: "2026-11-20T01:13:30Z", method: "POST", request: "/admin/login", status: 403 },
      { at: "2026-11-20T01:13:29Z", method: "HEAD", request: "/backup.zip" },
    ],
  },
  evidence: [
    {
      itemId,
      at: seen,
      method: "GET",
      request: "/shop/item?id=1%2527%20UnIoN/**/SeLeCt%20password%20FrOm%20users--%20-",
      decoded: "/shop/item?id=1' union select password from users-- -",
      status: 403,
      signals: [
        { name: "union-select", weight: 5 },
        { name: "quote-comment", weight: 5 },
        { name: "select-from", weight: 3 },
        { name: "comment-split", weight: 3 },
      ],
    },
    {
      itemId: "item-2",
      at: "2026-11-20T01:26:40Z",
      method: "GET",
      request: "/shop/item?id=1 and sleep(5)\u202Egpj.x",
      decoded: "/shop/item?id=1 and sleep(5)\u202Egpj.x",
      status: 200,
      signals: [{ name: "time-delay", weight: 5 }],
    },
  ],
};

/** The incidents of a tenant in full use, newest first. */
export const someIncidents: Incident[] = [
  anIncident(attack),
  anIncident(
    {
      patternId: "brute-force",
      detectionType: "AuthAbuse",
      severity: "HIGH",
      sourceIP: "10.1.2.3",
      targetPath: "/login",
      matchCount: 64,
      evidence: [logIn(1), logIn(2), logIn(3)],
    },
    "2026-11-19T22:00:00.000Z",
    "2",
  ),
  confirmed(anIncident({ targetPath: "/shop/item", userAgent: "sqlmap/1.7" }, "2026-11-02T03:00:00.000Z", "3")),
];

/** One of many requests that a pattern counts and does not decode. */
function logIn(second: number): Incident["evidence"][number] {
  const at = `2026-11-19T21:59:0${second}Z`;
  return { itemId: `log-in-${second}`, at, method: "POST", request: "/login", decoded: "", status: 401, signals: [] };
}

function confirmed(incident: Incident): Incident {
  const actor = { kind: "person" as const, id: "user-2", name: "Lee Seojun" };
  const step = { actor, reason: "sqlmap, refused by the WAF", now: new Date("2026-11-02T03:20:00.000Z") };
  const blocking = moveIncident(incident, "block", step);
  const resolved = blocking && moveIncident(blocking, "resolve", { ...step, reason: "Blocked at Front Door" });
  if (resolved === undefined) throw new Error("An open incident can be blocked and resolved");
  return resolved;
}

/** A pattern as it ships. */
export function aPattern(over: Partial<StoredPattern> = {}): StoredPattern {
  return {
    id: "sql-injection",
    tenantId: testTenant,
    patternName: "SQL injection in a request",
    description: "A request carries SQL that breaks out of a value. Weights of such signals add up to a score.",
    detectionType: "PayloadAttack",
    family: "sqli",
    version: "1.0.0",
    kqlQuery: "AppServiceHTTPLogs\n| where CsUriQuery has 'select'\n| summarize Rows = count() by CIp",
    threshold: 5,
    defaultThreshold: 5,
    severity: "CRITICAL",
    tactics: ["InitialAccess"],
    techniques: ["T1190"],
    tables: ["AppServiceHTTPLogs", "AGWAccessLogs"],
    isActive: true,
    createdAt: "2026-11-01T00:00:00.000Z",
    etag: '"sql-injection-1"',
    ...over,
  };
}

export const somePatterns: StoredPattern[] = [
  aPattern(),
  aPattern({
    id: "brute-force",
    patternName: "Many failed sign-ins from one source",
    description: "One source is refused with 401 more often than people mistype.",
    detectionType: "AuthAbuse",
    family: "brute-force",
    threshold: 40,
    defaultThreshold: 30,
    severity: "HIGH",
    tactics: ["CredentialAccess"],
    techniques: ["T1110"],
    etag: '"brute-force-1"',
  }),
  aPattern({
    id: "suspicious-ua",
    patternName: "Attack tool in the user agent",
    description: "A request names an attack tool.",
    detectionType: "IPAnomaly",
    family: "scanner",
    threshold: 1,
    defaultThreshold: 1,
    severity: "MEDIUM",
    tactics: ["Reconnaissance"],
    techniques: ["T1595"],
    isActive: false,
    etag: '"suspicious-ua-1"',
  }),
];

export const someDigest = {
  from: "2026-11-16T00:00:00.000Z",
  to: "2026-11-23T00:00:00.000Z",
  patterns: [
    {
      patternId: "path-scanner",
      severity: "MEDIUM",
      findings: 3,
      matches: 412,
      sources: 2,
      examplePath: "/.git/config",
    },
  ],
};
