import { type FilterStop, StopCause } from "@logdoctor/shared-policies";
import type { AdaptiveCard, CardElement, Container, TextBlock } from "./card.ts";
import { fittedCard } from "./fitted-card.ts";
import { type WebhookMessage, webhookMessage } from "./incident-card.ts";
import { type FilterTexts, filterTextsOf } from "./languages/filter-texts.ts";
import type { CardLanguage } from "./languages/index.ts";
import { markdownText, plainText } from "./plain-text.ts";

/** What stopped dropping rows, the gravest first; at least one. */
export interface FilterContent {
  readonly stops: readonly FilterStop[];
}

export interface FilterCardOptions {
  readonly language: CardLanguage;
  /** Page of the rule, or of all rules where several stopped. */
  readonly url: string;
}

interface Detail {
  readonly stops: number;
  readonly rules: number;
  readonly length: number;
}

const details: readonly Detail[] = [
  { stops: 5, rules: 8, length: 120 },
  { stops: 3, rules: 4, length: 80 },
  { stops: 1, rules: 3, length: 60 },
];
/** Names of tables have at most so many characters. */
const tableLength = 63;
const wordsLength = 300;

/** That filters stopped by themselves, as the bot posts it. Nothing on it can be answered, and it stays as it was sent. */
export function filterCard(content: FilterContent, { language, url }: FilterCardOptions): AdaptiveCard {
  const texts = filterTextsOf[language];
  const actions = [{ type: "Action.OpenUrl", title: texts.open, url } as const];
  const versions = details.map((detail) => ({ body: bodyOf(content, texts, detail), actions }));
  return fittedCard({ language, title: filterTitle(content, texts), shortened: texts.shortened, versions });
}

export function filterWebhook(content: FilterContent, options: FilterCardOptions): WebhookMessage {
  return webhookMessage(filterCard(content, options));
}

/** One line that says it all, in plain text: for notifications and for clients that show no card. */
export function filterTitle(content: FilterContent, texts: FilterTexts): string {
  return titleOf(content, texts, (table) => plainText(table, tableLength));
}

function titleOf({ stops }: FilterContent, texts: FilterTexts, shown: (table: string) => string): string {
  const cause = gravest(stops);
  const tables = [...new Set(stops.filter((stop) => stop.cause === cause).map(({ table }) => table))];
  return texts.title[cause](texts.tables(shown(tables[0] ?? ""), tables.length - 1));
}

function gravest(stops: readonly FilterStop[]): StopCause {
  return StopCause.options.find((cause) => stops.some((stop) => stop.cause === cause)) ?? "expired";
}

// What only ended as it was to end is told in a low voice.
const styles = { reverted: "attention", refused: "warning", expired: "emphasis" } as const;

function bodyOf(content: FilterContent, texts: FilterTexts, detail: Detail): CardElement[] {
  const { stops } = content;
  const shown = stops.slice(0, detail.stops);
  const more = stops.length - shown.length;
  const text = titleOf(content, texts, (table) => markdownText(table, tableLength));
  const heading: Container = {
    ...{ type: "Container", style: styles[gravest(stops)] },
    items: [{ type: "TextBlock", wrap: true, size: "large", weight: "bolder", style: "heading", text }],
  };
  const causes = StopCause.options.filter((cause) => shown.some((stop) => stop.cause === cause));
  return [
    heading,
    ...shown.map((stop) => element(stop, texts, detail)),
    ...(more > 0 ? [{ ...paragraph(texts.more(more)), isSubtle: true }] : []),
    ...causes.map((cause) => paragraph(texts.next[cause])),
  ];
}

function element(stop: FilterStop, texts: FilterTexts, { rules, length }: Detail): Container {
  const names = stop.rules.slice(0, rules).map(({ ruleName }) => markdownText(ruleName, length));
  const more = stop.rules.length - names.length;
  const { predictedDropRate, observedDropRate, transformErrors = 0 } = stop;
  const { fact } = texts;
  const rows: readonly (readonly [string, string])[] = [
    [fact.rules, [...names, ...(more > 0 ? [texts.more(more)] : [])].join(", ")],
    [fact.predicted, percent(predictedDropRate)],
    [fact.seen, percent(observedDropRate)],
    [fact.errors, transformErrors === 0 ? "" : String(transformErrors)],
  ];
  const facts = rows.filter(([, value]) => value !== "").map(([title, value]) => ({ title, value }));
  const heading = `**${markdownText(stop.table, tableLength)}**: ${texts.why[stop.cause]}`;
  return {
    ...{ type: "Container", separator: true },
    items: [paragraph(heading), { type: "FactSet", facts }, ...wordsOf(stop, texts)],
  };
}

/** The agent's own words, which are English; what expired needs none. */
function wordsOf({ cause, detail }: FilterStop, texts: FilterTexts): CardElement[] {
  const said = plainText(detail, wordsLength);
  if (cause === "expired" || said === "") return [];
  return [
    {
      type: "RichTextBlock",
      inlines: [
        { type: "TextRun", text: `${texts.agentSays} `, isSubtle: true },
        { type: "TextRun", text: said },
      ],
    },
  ];
}

function paragraph(text: string): TextBlock {
  return { type: "TextBlock", wrap: true, text };
}

function percent(share: number | undefined): string {
  return share === undefined ? "" : `${(share * 100).toFixed(1)} %`;
}
