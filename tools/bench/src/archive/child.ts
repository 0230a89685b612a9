import { readFile } from "node:fs/promises";
import { plainCopy } from "./plain-copy.ts";
import { type Prepared, prepare, preparedFile } from "./prepare.ts";
import { archiveAll } from "./replay.ts";

/** What a process of its own does, so that its memory is measured alone. */
export type Work =
  | { readonly do: "prepare"; readonly folder: string; readonly windows: number; readonly rows: number }
  | { readonly do: "archive"; readonly folder: string; readonly times: number }
  | { readonly do: "copy"; readonly folder: string };

export interface Done {
  readonly seconds: number;
  readonly rows: number;
  readonly cpuSeconds: number;
  readonly peakMB: number;
}

async function run(work: Work): Promise<Done> {
  if (work.do === "prepare") {
    await prepare(work.folder, work);
    return done({ seconds: 0, rows: work.windows * work.rows });
  }
  const prepared = JSON.parse(await readFile(preparedFile(work.folder), "utf8")) as Prepared;
  if (work.do === "archive") return done(await archiveAll(prepared, work.times));
  const rows = prepared.windows.reduce((sum, { proof }) => sum + proof.rows, 0);
  return done({ rows, seconds: await plainCopy(prepared) });
}

function done(figures: { seconds: number; rows: number }): Done {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { ...figures, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMB: (maxRSS * 1024) / 1e6 };
}

process.once("message", (work: Work) => {
  run(work).then(
    (found) => process.send?.(found, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
