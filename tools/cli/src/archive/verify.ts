import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArchiveVerdict, openDuckdbCodec, verifyArchive } from "@logdoctor/agent/archive";
import { textTable } from "../text-table.ts";
import type { ArchiveVerb } from "./command.ts";

type Verdict = ArchiveVerdict & { readonly account: string };

/** Reads every archived file again and compares it with its manifest. */
export const verify: ArchiveVerb = {
  name: "verify",
  summary: "read the archive again and prove it",
  description:
    "Downloads every archived file and proves it against its manifest: ETag, length, SHA-256, and, computed anew from the Parquet rows, row count, time range and content hash. Exit code 1 when there is a fault.",
  async run({ archives }, options, io) {
    const folder = await mkdtemp(join(tmpdir(), "logdoctor-cli-"));
    const codec = await openDuckdbCodec({ memoryLimit: "200MB", threads: 1, tempDirectory: folder });
    const verdicts: Verdict[] = [];
    try {
      for (const { account, blobs } of archives) {
        const show = ({ done, total }: { done: number; total: number }): void =>
          io.progress?.(done === total ? "" : `${account}: ${done} of ${total} parts`);
        verdicts.push({ account, ...(await verifyArchive(blobs, codec, options, show)) });
      }
    } finally {
      codec.close();
      await rm(folder, { recursive: true, force: true });
    }
    io.out(options.json === true ? `${JSON.stringify(jsonOf(verdicts))}\n` : verdicts.map(textOf).join("\n"));
    return verdicts.some(({ summary }) => summary.faults > 0) ? 1 : 0;
  },
};

function jsonOf(verdicts: readonly Verdict[]) {
  const parts = verdicts.flatMap((one) => one.parts.map((part) => ({ account: one.account, ...part })));
  const orphans = verdicts.flatMap((one) => one.orphans.map((blob) => ({ account: one.account, blob })));
  const sum = (of: "ok" | "faults"): number => verdicts.reduce((total, { summary }) => total + summary[of], 0);
  return { parts, orphans, summary: { ok: sum("ok"), faults: sum("faults"), orphans: orphans.length } };
}

function textOf({ account, parts, orphans, summary }: Verdict): string {
  const faults = parts.filter(({ status }) => status !== "ok");
  const rows = faults.map(({ blob, status, detail }) => [status, blob, detail ?? ""]);
  const table = rows.length === 0 ? "" : textTable([{ title: "FAULT" }, { title: "BLOB" }, { title: "WHY" }], rows);
  const left = orphans.map((blob) => `Without a manifest, so not counted as archived: ${blob}\n`).join("");
  const found = `${account}: ${summary.ok} parts are as they were verified, ${summary.faults} faults, ${summary.orphans} files without a manifest.\n`;
  return `${table}${left}${found}`;
}
