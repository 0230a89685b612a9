import { type ArchiveListing, listArchive } from "@logdoctor/agent/archive";
import { byteText, textTable } from "../text-table.ts";
import type { ArchiveVerb } from "./command.ts";

type Listed = ArchiveListing & { readonly account: string };

/** Lists the parts of the archive by their manifests, without opening the files themselves. */
export const ls: ArchiveVerb = {
  name: "ls",
  summary: "list what is archived",
  description: "Lists archived logs by their manifests. It does not open the files themselves: see archive verify.",
  async run({ archives }, options, io) {
    const listed: Listed[] = [];
    for (const { account, blobs } of archives) listed.push({ account, ...(await listArchive(blobs, options)) });
    for (const { account, broken } of listed)
      for (const { blob, detail } of broken) io.err(`${account}: ${blob}: ${detail}\n`);
    io.out(options.json === true ? `${JSON.stringify(jsonOf(listed))}\n` : textOf(listed));
    return 0;
  },
};

/** The stable interface; an account is named because two may hold the same table. */
function jsonOf(listed: readonly Listed[]) {
  const parts = listed.flatMap((one) => one.parts.map((part) => ({ account: one.account, ...part })));
  const broken = listed.flatMap((one) => one.broken.map((manifest) => ({ account: one.account, ...manifest })));
  const sum = (of: "rows" | "bytes"): number => parts.reduce((total, part) => total + part[of], 0);
  const tables = new Set(parts.map(({ table }) => table)).size;
  return { parts, broken, summary: { tables, parts: parts.length, rows: sum("rows"), bytes: sum("bytes") } };
}

const columns = [
  { title: "TABLE" },
  { title: "POLICY" },
  { title: "CLASS" },
  { title: "FROM" },
  { title: "TO" },
  { title: "ROWS", right: true },
  { title: "SIZE", right: true },
  { title: "KEEP UNTIL" },
];

function textOf(listed: readonly Listed[]): string {
  return listed
    .map(({ account, parts, summary }) => {
      if (parts.length === 0) return `${account}: nothing is archived here.\n`;
      const rows = parts.map((part) => [
        part.table,
        part.policyId,
        part.class,
        minuteOf(part.from),
        minuteOf(part.to),
        part.rows.toLocaleString("en"),
        byteText(part.bytes),
        part.keepUntil.slice(0, 10),
      ]);
      const total = `${summary.parts} parts of ${summary.tables} tables, ${summary.rows.toLocaleString("en")} rows, ${byteText(summary.bytes)}.`;
      return `${account}\n${textTable(columns, rows)}${total}\n`;
    })
    .join("\n");
}

function minuteOf(instant: string): string {
  return instant.slice(0, 16).replace("T", " ");
}
