import { type AlertKind, isOpenViolation, type Violation } from "@logdoctor/shared-policies";
import type { CardElement, Container, FactSet } from "./card.ts";
import type { PreventTexts } from "./languages/prevent-texts.ts";
import { markdownText, plainText } from "./plain-text.ts";

/** What a card of Prevent says: which findings, and where they stand now. */
export interface PreventContent {
  readonly cardId: string;
  readonly kind: Exclude<AlertKind, "digest">;
  /** Of the card; a click counts for the one that it saw. */
  readonly revision: number;
  readonly teamName: string;
  /** What costs most first; at most so many as a card shows. */
  readonly findings: readonly Violation[];
  /** Findings of the card, those that are not shown included. */
  readonly count: number;
}

/** How much a card shows; each step shows less, until the card is small enough. */
export interface PreventDetail {
  readonly findings: number;
  readonly templateLength: number;
}

export const preventDetails: readonly PreventDetail[] = [
  { findings: 5, templateLength: 300 },
  { findings: 4, templateLength: 160 },
  { findings: 3, templateLength: 80 },
];

const short = 120;

/** One line that says it all, in plain text: for notifications and for clients that show no card. */
export function preventTitle({ kind, count, teamName }: PreventContent, texts: PreventTexts): string {
  return texts.title[kind](count, plainText(teamName, short));
}

export interface PreventDrawing {
  readonly texts: PreventTexts;
  readonly detail: PreventDetail;
  /** Page of a finding. */
  readonly urlOf: (findingId: string) => string;
}

export function preventBody(content: PreventContent, drawing: PreventDrawing): CardElement[] {
  const { texts, detail } = drawing;
  const shown = content.findings.slice(0, detail.findings);
  const more = content.count - shown.length;
  const rest: CardElement[] =
    more > 0 ? [{ type: "TextBlock", text: texts.more(more), wrap: true, isSubtle: true }] : [];
  return [heading(content, texts), ...shown.map((violation) => element(violation, drawing)), ...rest];
}

function heading(content: PreventContent, texts: PreventTexts): Container {
  const { findings, kind, count, teamName } = content;
  const open = findings.filter(isWaiting);
  const grave = kind === "escalation" || open.some(({ finding }) => finding.severity === "HIGH");
  const style = open.length === 0 ? "good" : grave ? "attention" : "warning";
  const text = texts.title[kind](count, markdownText(teamName, short));
  const cost = perMonth(sumOf(findings), texts);
  return {
    ...{ type: "Container", style },
    items: [
      { type: "TextBlock", wrap: true, size: "large", weight: "bolder", style: "heading", text },
      { type: "TextBlock", wrap: true, size: "small", color: style, spacing: "none", text: cost },
    ],
  };
}

function isWaiting({ state, ignored }: Violation): boolean {
  return isOpenViolation(state) && state !== "ActionTaken" && ignored === undefined;
}

/** Where it stands; the plan calls ignored also what nobody answered. */
function stateText({ state, ignored }: Violation, texts: PreventTexts): string {
  return state === "Ignored" && ignored === undefined ? texts.unanswered : texts.state[state];
}

function sumOf(findings: readonly Violation[]): Cost {
  const costs = findings.map(({ finding }) => finding);
  const known = costs.flatMap(({ usdPerMonth }) => usdPerMonth ?? []);
  return {
    gbPerMonth: costs.reduce((sum, { gbPerMonth }) => sum + gbPerMonth, 0),
    usdPerMonth: known.length === 0 ? undefined : known.reduce((sum, usd) => sum + usd, 0),
  };
}

function element(violation: Violation, { texts, detail, urlOf }: PreventDrawing): Container {
  const { finding } = violation;
  const { template, subject, table } = finding;
  const what = plainText(template ?? subject ?? table, detail.templateLength);
  const link = { type: "Action.OpenUrl", title: texts.action.openFinding, url: urlOf(finding.id) } as const;
  return {
    ...{ type: "Container", separator: true },
    items: [
      {
        ...{ type: "TextBlock", wrap: true, weight: "bolder" },
        text: `${texts.severity[finding.severity]} · ${stateText(violation, texts)} · ${texts.change[finding.change]}`,
      },
      { type: "RichTextBlock", inlines: [{ type: "TextRun", text: what === "" ? "-" : what, fontType: "monospace" }] },
      facts(violation, texts),
      ...lastAnswer(violation, texts),
      { type: "ActionSet", actions: [link] },
    ],
  };
}

function facts({ finding }: Violation, texts: PreventTexts): FactSet {
  const { fact } = texts;
  const resource = finding.resource.split("/").at(-1) ?? "";
  const source = [finding.service ?? "", resource, finding.table].filter((part) => part !== "");
  const rows: readonly (readonly [string, string])[] = [
    [fact.rule, markdownText(finding.ruleId, short)],
    [fact.source, [...new Set(source)].map((part) => markdownText(part, short)).join(", ")],
    [fact.callSite, markdownText(finding.callSite ?? "", short)],
    [fact.perHour, finding.perHour === 0 ? "" : texts.rowsPerHour(rounded(finding.perHour))],
    [fact.cost, perMonth(finding, texts)],
  ];
  const kept = rows.filter(([, value]) => value !== "");
  return { type: "FactSet", facts: kept.map(([title, value]) => ({ title, value })) };
}

function lastAnswer({ transitions }: Violation, texts: PreventTexts): CardElement[] {
  const last = transitions.findLast(({ actor }) => actor.kind === "person");
  if (last === undefined) return [];
  const who = plainText(last.actor.name ?? last.actor.id, short);
  const reason = plainText(last.reason, 200);
  const text = `${texts.answeredBy(who, `${last.at.slice(0, 16).replace("T", " ")} UTC`)}${reason === "" ? "" : `: ${reason}`}`;
  return [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text, isSubtle: true }] }];
}

export interface Cost {
  readonly gbPerMonth: number;
  readonly usdPerMonth?: number | undefined;
}

/** Volume and money of a month, in words. */
export function perMonth({ gbPerMonth, usdPerMonth }: Cost, texts: PreventTexts): string {
  return texts.perMonth(rounded(gbPerMonth), usdPerMonth === undefined ? undefined : rounded(usdPerMonth));
}

/** A number to look at: two digits after the point below 100, none above. */
export function rounded(value: number): string {
  const text = Math.abs(value) < 100 ? String(Math.round(value * 100) / 100) : String(Math.round(value));
  return text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}
