import { type CallTarget, call, listNotifications, type Notification } from "@logdoctor/shared-policies";
import { type Command, InvalidArgumentError } from "commander";
import { textTable } from "../text-table.ts";
import type { NotifyVerb } from "./command.ts";
import { printable } from "./settings-text.ts";

interface ListOptions {
  readonly limit: number;
}

const columns = [
  { title: "ID" },
  { title: "INCIDENT" },
  { title: "ABOUT" },
  { title: "SINCE" },
  { title: "ATTEMPTS", right: true },
  { title: "LAST REASON" },
];

/** Lists notifications that were given up, newest first. */
export const deadLetters: NotifyVerb<ListOptions> = {
  name: "dead-letters",
  summary: "list notifications that could not be delivered",
  description: "Lists notifications that could not be delivered, newest first, with the last reason of each.",
  configure(command: Command) {
    command.option("--limit <number>", "at most so many", limitOf, 50);
  },
  async run({ api, print }, { limit }) {
    const notifications = await listDead(api, limit);
    const rows = notifications.map(({ id, kind, createdAt, attempts, lastError = "", ...of }) => [
      ...[id, of.incidentId ?? of.alertCardId ?? of.filterCardId ?? "", kind, createdAt],
      ...[String(attempts), printable(lastError)],
    ]);
    print({ notifications }, rows.length === 0 ? "Everything was delivered.\n" : textTable(columns, rows));
    return 0;
  },
};

const pageSize = 200;

/** The newest `limit` notifications that were given up. */
export async function listDead(api: CallTarget, limit: number): Promise<Notification[]> {
  const found: Notification[] = [];
  let cursor: string | undefined;
  do {
    const query = { state: "dead" as const, limit: Math.min(pageSize, limit - found.length), cursor };
    const { data } = await call(api, listNotifications, { query });
    found.push(...data.items);
    cursor = data.nextCursor;
  } while (cursor !== undefined && found.length < limit);
  return found;
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new InvalidArgumentError("It is a whole number, from 1 on.");
}
