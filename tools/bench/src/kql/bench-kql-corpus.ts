import {
  EXPLAINED,
  type Judged,
  type Score,
  scoreDocumented,
  scoreRecorded,
  scoreSentinel,
} from "@logdoctor/kql-corpus";
import { type BenchOptions, type BenchResult, judged } from "../result.ts";

/** How many queries of each set the engine answers right, wrong, and not at all; wrong ones are listed. */
export async function benchKqlCorpus({ small, note }: BenchOptions): Promise<BenchResult[]> {
  const sets = [
    { score: await scoreRecorded(), least: 95 },
    { score: await scoreDocumented(), least: 90 },
    { score: await scoreSentinel(small ? 0.05 : 1), least: 90 },
  ];
  for (const { score } of sets) for (const one of score.wrong) note(lineOf(score.set, one));
  return sets.flatMap(({ score, least }) => resultsOf(score, least));
}

function lineOf(set: string, { id, why }: Judged): string {
  const explained = EXPLAINED[id];
  return `wrong, ${set}: ${id}: ${why.slice(0, 200)}${explained === undefined ? "" : ` (explained: ${explained})`}`;
}

// An answer that is explained is right: what it is compared with is not what Kusto says.
function resultsOf({ set, right, wrong, refused }: Score, least: number): BenchResult[] {
  const faults = wrong.filter(({ id }) => EXPLAINED[id] === undefined).length;
  const total = right.length + wrong.length + refused.length;
  const percent = (count: number): number => (count / total) * 100;
  const unit = `% of ${total}`;
  return [
    judged({ name: `kql ${set} right`, value: percent(total - faults - refused.length), unit }, { of: "value", least }),
    judged({ name: `kql ${set} wrong`, value: percent(faults), unit }, { of: "value", most: 0.5 }),
    { name: `kql ${set} refused`, value: percent(refused.length), unit },
  ];
}
