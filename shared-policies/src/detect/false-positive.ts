import type { DetectionEvidence } from "./finding.ts";
import type { Incident, Verdict, VerdictReason } from "./incident.ts";

/** An earlier incident of the same pattern, as far as it tells of this one. */
export interface SettledCase {
  readonly sourceIP: string;
  readonly targetPath: string;
  readonly verdict?: Verdict | undefined;
}

export type Judged = Pick<
  Incident,
  "sourceIP" | "targetPath" | "userAgent" | "score" | "matchCount" | "succeeded" | "evidence" | "activity" | "threat"
>;

export interface Background {
  /** The pattern's own threshold, where it is known: what a score is compared with. */
  readonly threshold?: number | undefined;
  /** Earlier incidents of the pattern, without this one. */
  readonly cases: readonly SettledCase[];
}

type Rule = (incident: Judged, background: Background) => VerdictReason | undefined;

/**
 * How likely an incident is harmless, from 0 to 1, and why. The weights of the reasons add up and pass through the
 * logistic function, so that 0.5 means that nothing speaks for either side. They are chosen, not learnt: what a person
 * settled before outweighs what the request looks like.
 */
export function falsePositiveScore(incident: Judged, background: Background): Incident["falsePositive"] {
  const reasons = rules.flatMap((rule) => rule(incident, background) ?? []);
  const sum = reasons.reduce((total, { weight }) => total + weight, 0);
  return { score: Math.round(100 / (1 + Math.exp(-sum))) / 100, reasons };
}

const rules: readonly Rule[] = [
  earlierVerdicts("source", ({ sourceIP }) => sourceIP, 1.5),
  earlierVerdicts("path", ({ targetPath }) => pathOf(targetPath), 1),
  patternRecord,
  farAboveThreshold,
  severalSignals,
  attackTool,
  knownCrawler,
  privateSource,
  threatIntelligence,
  shareOfActivity,
  mostlyRefused,
  manyPaths,
];

function earlierVerdicts(kind: string, keyOf: (of: SettledCase | Judged) => string, weight: number): Rule {
  return (incident, { cases }) => {
    const key = keyOf(incident);
    const same = key === "" ? [] : cases.filter((one) => keyOf(one) === key);
    const { harmless, attacks } = count(same);
    if (harmless === attacks) return undefined;
    const code = harmless > attacks ? `same-${kind}-was-harmless` : `same-${kind}-was-attack`;
    return { code, weight: (harmless > attacks ? 1 : -1) * weight, values: { harmless, attacks } };
  };
}

/** Verdicts that a pattern is taken to have had before its first, on no side: few real ones weigh little. */
const assumedVerdicts = 4;

function patternRecord(_: Judged, { cases }: Background): VerdictReason | undefined {
  const { harmless, attacks } = count(cases);
  const weight = round((harmless - attacks) / (harmless + attacks + assumedVerdicts));
  if (weight === 0) return undefined;
  return { code: weight > 0 ? "pattern-often-harmless" : "pattern-often-right", weight, values: { harmless, attacks } };
}

function count(cases: readonly SettledCase[]): { harmless: number; attacks: number } {
  const harmless = cases.filter(({ verdict }) => verdict === "falsePositive").length;
  const settled = cases.filter(({ verdict }) => verdict !== undefined).length;
  return { harmless, attacks: settled - harmless };
}

// Patterns that count have no score: their threshold is one of matches.
function farAboveThreshold({ score = 0, matchCount }: Judged, { threshold }: Background): VerdictReason | undefined {
  if (threshold === undefined || threshold <= 0) return undefined;
  const reached = score > 0 ? score : matchCount;
  const times = round(reached / threshold);
  const values = { reached, threshold, times };
  if (times >= 3) return { code: "far-above-threshold", weight: -1.2, values };
  if (times >= 2) return { code: "above-threshold", weight: -0.6, values };
  return times < 1.2 ? { code: "barely-above-threshold", weight: 0.5, values } : undefined;
}

function severalSignals({ evidence }: Judged): VerdictReason | undefined {
  const most = Math.max(0, ...evidence.map(signalsOf));
  if (most >= 4) return { code: "several-signals", weight: -0.6, values: { signals: most } };
  return most === 1 ? { code: "single-signal", weight: 0.3, values: { signals: 1 } } : undefined;
}

function signalsOf({ signals }: DetectionEvidence): number {
  return new Set(signals.map(({ name }) => name)).size;
}

const tools =
  /sqlmap|nikto|nuclei|nmap|masscan|zgrab|dirbuster|gobuster|feroxbuster|ffuf|wpscan|acunetix|nessus|openvas|havij|hydra|w3af|arachni/i;
const crawlers = /googlebot|bingbot|yeti\/|daumoa|baiduspider|yandexbot|duckduckbot|applebot|slurp/i;

function attackTool({ userAgent = "" }: Judged): VerdictReason | undefined {
  const tool = tools.exec(userAgent)?.[0];
  return tool === undefined ? undefined : { code: "attack-tool", weight: -2, values: { tool: tool.toLowerCase() } };
}

// Weak: anyone can send a crawler's name.
function knownCrawler({ userAgent = "" }: Judged): VerdictReason | undefined {
  const crawler = crawlers.exec(userAgent)?.[0];
  if (crawler === undefined || tools.test(userAgent)) return undefined;
  return { code: "names-a-crawler", weight: 0.4, values: { crawler: crawler.toLowerCase() } };
}

const privateAddress =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|127\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

/** Whether an address lies in a private, link-local or loopback range (RFC 1918, 4193, 3927, 4291). */
export function isPrivateAddress(address: string): boolean {
  return privateAddress.test(address);
}

function privateSource({ sourceIP }: Judged): VerdictReason | undefined {
  return isPrivateAddress(sourceIP) ? { code: "private-source", weight: 0.6, values: { sourceIP } } : undefined;
}

const threatWeights = { malicious: -1.5, suspicious: -0.7, benign: 1.5 } as const;

function threatIntelligence({ threat }: Judged): VerdictReason | undefined {
  if (threat === undefined) return undefined;
  const { verdict, source } = threat;
  return { code: `source-known-${verdict}`, weight: threatWeights[verdict], values: { source } };
}

const busySource = 20;

// One odd request of a busy visitor is more often harmless than a source that does little else.
function shareOfActivity({ matchCount, activity }: Judged): VerdictReason | undefined {
  if (activity === undefined || activity.requests < busySource) return undefined;
  const values = { matched: matchCount, requests: activity.requests, succeeded: activity.succeeded };
  const share = matchCount / activity.requests;
  if (share <= 0.05 && activity.succeeded >= activity.requests * 0.8) {
    return { code: "few-among-ordinary", weight: 0.9, values };
  }
  return share >= 0.5 ? { code: "does-little-else", weight: -0.9, values } : undefined;
}

const enoughMatches = 10;

function mostlyRefused({ matchCount, succeeded }: Judged): VerdictReason | undefined {
  if (matchCount < enoughMatches) return undefined;
  const values = { matched: matchCount, succeeded };
  if (succeeded <= matchCount * 0.1) return { code: "mostly-refused", weight: -0.7, values };
  return succeeded >= matchCount * 0.95 ? { code: "answered-like-ordinary", weight: 0.6, values } : undefined;
}

function manyPaths({ matchCount, activity }: Judged): VerdictReason | undefined {
  if (activity === undefined || matchCount < enoughMatches || activity.distinctPaths < busySource) return undefined;
  if (activity.succeeded > activity.requests * 0.5) return undefined;
  return { code: "many-paths", weight: -0.8, values: { paths: activity.distinctPaths } };
}

function pathOf(target: string): string {
  return target.split("?", 1)[0] ?? "";
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
