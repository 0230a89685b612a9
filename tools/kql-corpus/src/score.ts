import { createEngine, type Engine } from "@logdoctor/kql-engine";
import { ask, type Outcome } from "./answer.ts";
import { compareDocumented } from "./compare-documented.ts";
import { compareRecorded } from "./compare-recorded.ts";
import { documented, recorded, sentinelRules, tableSchemas } from "./corpus.ts";

export interface Judged {
  readonly id: string;
  readonly query: string;
  readonly why: string;
}

/** How the engine did on one set. What cannot be judged, because Kusto's own answer varies, is in none of the lists. */
export interface Score {
  readonly set: string;
  readonly right: readonly string[];
  readonly wrong: readonly Judged[];
  readonly refused: readonly Judged[];
}

interface Case {
  readonly id: string;
  readonly query: string;
  readonly judge: (outcome: Outcome) => Verdict;
}

type Verdict = "right" | "unjudged" | { readonly wrong: string } | { readonly refused: string };

/** Queries whose answers were recorded from Kusto: the same rows, or refused where Kusto refused. */
export function scoreRecorded(): Promise<Score> {
  const cases = recorded().map((one) => ({
    id: one.id,
    query: one.query,
    judge: (outcome: Outcome): Verdict => {
      if (one.refused) return outcome.kind === "refused" ? "right" : { wrong: "Kusto refuses this" };
      if (outcome.kind === "answer" && one.flags.includes("nondeterministic")) return "unjudged";
      return judged(outcome, (answer) => compareRecorded(answer, one));
    },
  }));
  return scored("recorded", cases);
}

/** Examples of the documentation with the table that the page prints. */
export function scoreDocumented(): Promise<Score> {
  const cases = documented().map((one) => ({
    id: one.id,
    query: one.query,
    judge: (outcome: Outcome) => judged(outcome, (answer) => compareDocumented(answer, one)),
  }));
  return scored("documented", cases);
}

/** Published rules on empty tables: they need only run. Rules that the binder refuses are not judged. */
export async function scoreSentinel(share = 1): Promise<Score> {
  const rules = sentinelRules().filter((_, i) => i % Math.round(1 / share) === 0);
  const cases = rules.map((one) => ({
    id: one.path,
    query: one.query,
    judge: (outcome: Outcome): Verdict =>
      outcome.kind === "refused" && outcome.byKusto ? "unjudged" : judged(outcome, () => undefined),
  }));
  return scored("sentinel", cases, async (engine) => {
    for (const { name, columns } of tableSchemas())
      await engine.createTable(
        name,
        Object.entries(columns).map(([column, type]) => ({ name: column, type })),
      );
  });
}

function judged(
  outcome: Outcome,
  compare: (answer: Extract<Outcome, { kind: "answer" }>) => string | undefined,
): Verdict {
  if (outcome.kind === "fault") return { wrong: `fault: ${outcome.reason}` };
  if (outcome.kind === "refused") return { refused: outcome.reason };
  const difference = compare(outcome);
  return difference === undefined ? "right" : { wrong: difference };
}

async function scored(
  set: string,
  cases: readonly Case[],
  prepare?: (engine: Engine) => Promise<void>,
): Promise<Score> {
  const engine = await createEngine({ memoryLimit: "1GB" });
  const score = { set, right: [] as string[], wrong: [] as Judged[], refused: [] as Judged[] };
  try {
    await prepare?.(engine);
    for (const { id, query, judge } of cases) {
      const verdict = judge(await ask(engine, query));
      if (verdict === "right") score.right.push(id);
      else if (verdict === "unjudged") continue;
      else if ("wrong" in verdict) score.wrong.push({ id, query, why: verdict.wrong });
      else score.refused.push({ id, query, why: verdict.refused });
    }
    return score;
  } finally {
    await engine.close();
  }
}
