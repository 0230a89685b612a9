import { benchAgentStart } from "./agent-start.ts";
import { benchArchive } from "./archive/bench-archive.ts";
import { benchDetect } from "./detect/bench-detect.ts";
import { benchFilter } from "./filter/bench-filter.ts";
import { benchKql } from "./kql/bench-kql.ts";
import { benchKqlCorpus } from "./kql/bench-kql-corpus.ts";
import { benchNotify } from "./notify.ts";
import { benchNotifyRaces } from "./notify-races.ts";
import { benchPrevent } from "./prevent/bench-prevent.ts";
import { type BenchOptions, type BenchResult, judged } from "./result.ts";
import { benchRetainFaults } from "./retain-faults.ts";
import { benchRetainKill } from "./retain-kill.ts";
import { benchShouldIRun } from "./should-i-run.ts";
import { benchTemplates } from "./templates/bench-templates.ts";

export type Bench = (options: BenchOptions) => Promise<BenchResult[]>;

/** Every benchmark by the name that `npm run bench -- <name>` takes. */
export const benches: Readonly<Record<string, Bench>> = {
  archive: benchArchive,
  "should-i-run": shouldIRun,
  "agent-start": benchAgentStart,
  "retain-faults": benchRetainFaults,
  "retain-kill": benchRetainKill,
  notify: benchNotify,
  "notify-races": benchNotifyRaces,
  kql: benchKql,
  detect: benchDetect,
  filter: benchFilter,
  "kql-corpus": benchKqlCorpus,
  prevent: benchPrevent,
  templates: benchTemplates,
};

/** The promise for an answer that writes a lease, and for one that writes nothing. */
async function shouldIRun(): Promise<BenchResult[]> {
  const results = await benchShouldIRun();
  return results.map((result) => judged(result, { of: "ratio", least: result.name.endsWith(" wait") ? 0.7 : 0.5 }));
}
