import { type Actor, type DetectionEvidence, type Incident, isClosed } from "@logdoctor/shared-policies";
import type { CardElement, Container, FactSet } from "./card.ts";
import type { CardTexts } from "./languages/texts.ts";
import { markdownText, plainText } from "./plain-text.ts";

/** How much of an incident's long texts a card shows; each step shows less, until the card is small enough. */
export interface Detail {
  readonly pathLength: number;
  readonly evidence: number;
  readonly requestLength: number;
}

export const details: readonly Detail[] = [
  { pathLength: 400, evidence: 2, requestLength: 600 },
  { pathLength: 200, evidence: 1, requestLength: 300 },
  { pathLength: 120, evidence: 0, requestLength: 0 },
];

const short = 120;

/** The incident in elements of a card: what it is, where it stands, what shows it. */
export function incidentBody(incident: Incident, texts: CardTexts, detail: Detail): CardElement[] {
  return [
    heading(incident, texts),
    facts(incident, texts),
    labelled(texts.path, plainText(incident.targetPath, detail.pathLength)),
    ...incident.evidence
      .slice(-detail.evidence || incident.evidence.length)
      .flatMap((one) => shown(one, texts, detail)),
    ...lastStep(incident, texts),
  ];
}

/** One line that says it all, in plain text: for notifications and for clients that show no card. */
export function incidentTitle({ severity, detectionType, sourceIP, status }: Incident, texts: CardTexts): string {
  const source = sourceIP === "" ? texts.severalSources : plainText(sourceIP, short);
  return `${texts.severity[severity]} · ${texts.title(texts.type[detectionType], source)} · ${texts.status[status]}`;
}

function heading(incident: Incident, texts: CardTexts): Container {
  const { severity, detectionType, sourceIP, status } = incident;
  const source = sourceIP === "" ? texts.severalSources : markdownText(sourceIP, short);
  const closed = isClosed(status);
  const style = closed ? "good" : severity === "CRITICAL" ? "attention" : "warning";
  return {
    type: "Container",
    style,
    items: [
      {
        ...{ type: "TextBlock", wrap: true, size: "small", weight: "bolder", color: style },
        text: `${texts.severity[severity]} · ${texts.status[status]}`,
      },
      {
        ...{ type: "TextBlock", wrap: true, size: "large", weight: "bolder", style: "heading", spacing: "none" },
        text: texts.title(texts.type[detectionType], source),
      },
    ],
  };
}

function facts(incident: Incident, texts: CardTexts): FactSet {
  const { fact } = texts;
  const { status, patternId, sourceIP, account, host, firstSeen, lastSeen, falsePositive, verdict, reopened } =
    incident;
  const rows: readonly (readonly [string, string])[] = [
    [fact.state, texts.status[status]],
    [fact.pattern, markdownText(patternId, short)],
    [fact.source, markdownText(sourceIP, short)],
    [fact.account, markdownText(account ?? "", short)],
    [fact.host, markdownText(host ?? "", short)],
    [fact.requests, texts.requests(incident.matchCount, incident.succeeded)],
    [fact.firstSeen, timeText(firstSeen)],
    [fact.lastSeen, timeText(lastSeen)],
    [fact.harmless, `${Math.round(falsePositive.score * 100)} %`],
    [fact.verdict, verdict === undefined ? "" : texts.verdict[verdict.verdict]],
    [fact.reopened, reopened === 0 ? "" : `${reopened}`],
  ];
  const kept = rows.filter(([, value]) => value !== "");
  return { type: "FactSet", facts: kept.map(([title, value]) => ({ title, value })) };
}

function labelled(label: string, text: string): CardElement {
  return {
    type: "RichTextBlock",
    inlines: [
      { type: "TextRun", text: `${label}  `, isSubtle: true },
      { type: "TextRun", text: text === "" ? "-" : text, fontType: "monospace" },
    ],
  };
}

function shown(evidence: DetectionEvidence, texts: CardTexts, { requestLength }: Detail): CardElement[] {
  if (requestLength === 0) return [];
  const names = [...new Set(evidence.signals.map(({ name }) => name))].slice(0, 6).join(", ");
  const request = `${evidence.method} ${evidence.decoded}`;
  const why = names === "" ? [] : [labelled(texts.because, plainText(names, short))];
  return [labelled(texts.evidence, plainText(request, requestLength)), ...why];
}

function lastStep({ transitions }: Incident, texts: CardTexts): CardElement[] {
  const last = transitions.at(-1);
  if (last === undefined) return [];
  const who = texts.lastStep(nameOf(last.actor, texts), timeText(last.at));
  const reason = plainText(last.reason, 300);
  const person = last.actor.kind === "person" && reason !== "" ? `: ${reason}` : "";
  const text = `${texts.status[last.to]} - ${who}${person}`;
  return [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text, isSubtle: true }] }];
}

function nameOf({ kind, name, id }: Actor, texts: CardTexts): string {
  if (kind === "agent") return texts.agent;
  return kind === "provider" ? texts.provider : plainText(name ?? id, short);
}

/** Everyone reads the same time: minutes, UTC. */
function timeText(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}
