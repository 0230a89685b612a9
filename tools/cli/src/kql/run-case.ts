import { tableColumns } from "@logdoctor/kql/tables";
import { type Column, createEngine, type Engine, type QueryOptions, ticksFromIso } from "@logdoctor/kql-engine";
import { CliError } from "../cli-error.ts";
import { failureOf, failureText } from "./failure.ts";
import { allRows } from "./printed-rows.ts";
import type { Case, CaseFile, Rule, RuleFolder } from "./rule-files.ts";

export interface CaseResult {
  readonly file: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Runs one case of a rule on tables that hold its rows and nothing else. */
export async function runCase({ rule }: RuleFolder, { file, content }: CaseFile): Promise<CaseResult> {
  const engine = await createEngine();
  try {
    const now = instantOf(content.now, file);
    for (const [table, rows] of Object.entries(content.tables)) {
      await engine.createTable(table, columnsOf(table, content));
      await engine.insertJson(
        table,
        rows.map((row) => JSON.stringify(row)),
        now,
      );
    }
    return { file, ...judged(rule, content, (await rowsOf(engine, rule, now)).length) };
  } catch (error) {
    if (error instanceof CliError) return { file, ok: false, detail: error.message };
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { file, ok: false, detail: failureText(failure) };
  } finally {
    await engine.close();
  }
}

async function rowsOf(engine: Engine, rule: Rule, now: bigint): Promise<string[]> {
  const period = rule.queryPeriod === undefined ? undefined : ticksOfPeriod(rule.queryPeriod);
  const options: QueryOptions = {
    now,
    timeoutMs: 60_000,
    // Half-open, so that a row of the very instant of "now" is seen.
    ...(period === undefined ? {} : { timespan: { start: now - period, end: now + 1n } }),
  };
  return allRows(await engine.query(rule.query, options));
}

function judged({ triggerOperator, triggerThreshold }: Rule, { expect }: Case, rows: number) {
  const fires = {
    gt: rows > triggerThreshold,
    lt: rows < triggerThreshold,
    eq: rows === triggerThreshold,
    ne: rows !== triggerThreshold,
  }[triggerOperator];
  const found = fires ? "fires" : "quiet";
  return { ok: found === expect, detail: `expected ${expect}, found ${found} with ${rows} rows` };
}

function columnsOf(table: string, { schemas }: Case): Column[] {
  const columns = schemas[table] ?? tableColumns(table);
  if (columns === undefined)
    throw new CliError("failed", `The columns of ${table} are not known: add them to "schemas" of the case.`);
  return Object.entries(columns).map(([name, type]) => ({ name, type }));
}

function instantOf(text: string, file: string): bigint {
  try {
    return ticksFromIso(text);
  } catch {
    throw new CliError("failed", `${file}: "now" is an instant in UTC, such as 2026-06-01T12:00:00Z.`);
  }
}

const ticksOfUnit: Readonly<Record<string, bigint>> = {
  d: 864_000_000_000n,
  h: 36_000_000_000n,
  m: 600_000_000n,
  s: 10_000_000n,
};

/** `14d`, `1h`, `5m`, or ISO 8601 of one part: `P1D`, `PT5M`. */
function ticksOfPeriod(text: string): bigint {
  const [, number, unit] = /^(?:PT?)?(\d{1,6})([dhms])$/i.exec(text) ?? [];
  const ticks = ticksOfUnit[unit?.toLowerCase() ?? ""];
  if (number === undefined || ticks === undefined)
    throw new CliError("failed", `The queryPeriod "${text}" is not one such as 14d, 1h, 5m or PT1H.`);
  return BigInt(number) * ticks;
}
