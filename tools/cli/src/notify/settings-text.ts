import type { NotificationSettings } from "@logdoctor/shared-policies";
import { textTable } from "../text-table.ts";

/** Settings for people: of a webhook nothing but its host is known. */
export function settingsText(settings: NotificationSettings): string {
  const { language, severities, team, webhook, conversations, responders } = settings;
  const lines = [
    ["Language", language],
    ["Severities", severities.join(", ")],
    ["Told where", team ?? "every team and group chat that has the bot"],
    ["Webhook", webhook === undefined ? "none" : `${webhook.host}, since ${webhook.setAt}`],
  ].map(([name = "", value = ""]) => `${name.padEnd(12)}${printable(value)}\n`);
  const places = conversations.map((one) => [one.conversationId, one.type, one.undeliverable ?? ""]);
  const people = responders.map(({ objectId, name }) => [objectId, name]);
  return [
    lines.join(""),
    placed("The bot is installed nowhere.", ["PLACE", "KIND", "GIVEN UP BECAUSE"], places),
    placed("Nobody may act on cards.", ["MAY ACT ON CARDS", "NAME"], people),
  ].join("\n");
}

function placed(none: string, titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `${none}\n`;
  const columns = titles.map((title) => ({ title }));
  return textTable(
    columns,
    rows.map((row) => row.map(printable)),
  );
}

/** Text of others without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
