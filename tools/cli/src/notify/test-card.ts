import { call, testNotifications } from "@logdoctor/shared-policies";
import { textTable } from "../text-table.ts";
import type { NotifyVerb } from "./command.ts";
import { printable } from "./settings-text.ts";

const columns = [{ title: "CHANNEL" }, { title: "WHERE" }, { title: "OUTCOME" }];

/** Tries every channel. A channel that did not take the card is a fault, and so is having none. */
export const test: NotifyVerb<object> = {
  name: "test",
  summary: "send a test card to every channel",
  description:
    "Sends a card that is of no incident to every channel of the tenant, and says what became of each. It fails when a channel did not take it, or when there is none.",
  async run({ api, io, print }) {
    const { data } = await call(api, testNotifications);
    const rows = data.channels.map(({ kind, name, delivered, problem = "" }) => [
      kind,
      printable(name),
      delivered ? taken[kind] : `not delivered: ${printable(problem)}`,
    ]);
    print(data, rows.length === 0 ? "" : textTable(columns, rows));
    if (rows.length === 0) io.err("There is no channel: install the bot, or set a webhook.\n");
    return rows.length > 0 && data.channels.every(({ delivered }) => delivered) ? 0 : 1;
  },
};

const taken = { bot: "posted", webhook: "queued: look into the channel whether it arrives" } as const;
