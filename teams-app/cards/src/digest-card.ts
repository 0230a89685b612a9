import type { DigestEntry, DigestFinding, PreventDigest } from "@logdoctor/shared-policies";
import type { AdaptiveCard, CardElement, TextBlock } from "./card.ts";
import { fittedCard } from "./fitted-card.ts";
import { type WebhookMessage, webhookMessage } from "./incident-card.ts";
import { type PreventTexts, preventTextsOf } from "./languages/prevent-texts.ts";
import { markdownText, plainText } from "./plain-text.ts";
import { perMonth, rounded } from "./prevent-body.ts";
import type { PreventCardOptions } from "./prevent-card.ts";

/** What a week's digest says. */
export interface DigestContent {
  /** Half-open. */
  readonly from: string;
  readonly to: string;
  readonly prevent: PreventDigest;
  readonly patterns: readonly DigestEntry[];
}

const counts = [5, 3, 1] as const;
const [shownTemplate, shortest] = [160, 60] as const;

/** The weekly digest as the bot posts it. Nothing on it can be answered, and it stays as it was sent. */
export function digestCard(content: DigestContent, { language, url }: PreventCardOptions): AdaptiveCard {
  const texts = preventTextsOf[language];
  const link = { type: "Action.OpenUrl", title: texts.action.open, url } as const;
  const versions = counts.map((count) => ({ body: bodyOf(content, texts, count), actions: [link] }));
  return fittedCard({ language, title: digestTitle(content, texts), shortened: texts.shortened, versions });
}

export function digestWebhook(content: DigestContent, options: PreventCardOptions): WebhookMessage {
  return webhookMessage(digestCard(content, options));
}

export function digestTitle({ from, to }: DigestContent, texts: PreventTexts): string {
  const lastDay = new Date(Date.parse(to) - 1).toISOString();
  return texts.digest.title(from.slice(0, 10), lastDay.slice(0, 10));
}

function bodyOf(content: DigestContent, texts: PreventTexts, count: number): CardElement[] {
  const { digest } = texts;
  const { changed, top, patterns, prevent } = { ...content.prevent, ...content };
  const heading: TextBlock = {
    ...{ type: "TextBlock", wrap: true, size: "large", weight: "bolder", style: "heading" },
    text: digestTitle(content, texts),
  };
  return [
    heading,
    paragraph(digest.changed(changed)),
    paragraph(digest.open(changed.open, perMonth(prevent, texts))),
    ...section(
      digest.top,
      top.slice(0, count).map((one) => finding(one, perMonth(one, texts), count)),
    ),
    ...section(digest.fixed, fixed(content.prevent, texts, count)),
    ...section(
      digest.detections,
      patterns.slice(0, count).map((one) => detection(one, texts)),
    ),
  ];
}

function fixed({ fixed: all, saved, unmeasured }: PreventDigest, texts: PreventTexts, count: number): CardElement[] {
  const { digest } = texts;
  const items = all.slice(0, count).map(({ saving, ...one }) => {
    const pace = digest.measured(volume(saving.before.bytesPerHour), volume(saving.after.bytesPerHour));
    return finding(one, `${perMonth(saving, texts)} (${pace})`, count);
  });
  const measured = all.length === 0 ? digest.nothingMeasured : digest.saved(perMonth(saved, texts));
  return [paragraph(measured), ...items, ...(unmeasured === 0 ? [] : [paragraph(digest.unmeasured(unmeasured))])];
}

function section(title: string, items: readonly CardElement[]): CardElement[] {
  if (items.length === 0) return [];
  const heading: TextBlock = { type: "TextBlock", wrap: true, weight: "bolder", spacing: "medium", text: title };
  return [{ type: "Container", separator: true, items: [heading, ...items] }];
}

function finding({ template, subject, table, service }: DigestFinding, cost: string, count: number): CardElement {
  const what = plainText(template ?? subject ?? table, count === counts[0] ? shownTemplate : shortest);
  const where = plainText(service ?? table, shortest);
  return {
    type: "RichTextBlock",
    inlines: [
      { type: "TextRun", text: what === "" ? "-" : what, fontType: "monospace" },
      { type: "TextRun", text: `  ${where} · ${cost}`, isSubtle: true },
    ],
  };
}

function detection({ patternId, matches, sources }: DigestEntry, texts: PreventTexts): CardElement {
  return paragraph(texts.digest.detection(markdownText(patternId, shortest), matches, sources));
}

function paragraph(text: string): TextBlock {
  return { type: "TextBlock", wrap: true, text };
}

const units = ["B", "KB", "MB", "GB", "TB"] as const;

function volume(bytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${rounded(bytes / 1000 ** step)} ${units[step]}`;
}
