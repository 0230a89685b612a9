import { appendFile, readFile } from "node:fs/promises";
import { type ArchiveWindow, splitWindow } from "@logdoctor/shared-policies";
import type { RowsFile } from "../../archive/rows.ts";
import { QueryBodyError, splitRows } from "../../archive/split-rows.ts";
import type { RetainContext, Unit } from "./context.ts";
import { WorkspaceError } from "./ports.ts";
import { NotProven, signature, type Target } from "./window-target.ts";

interface FetchTarget extends Target {
  readonly temp: (extension: string) => string;
}

/**
 * The window's rows on disk. A window that is not archived yet is cut when it is too large, so that its parts stay small;
 * one that has parts keeps its borders, and its rows come in several answers.
 */
export async function fetchRows(
  context: RetainContext,
  unit: Unit,
  target: FetchTarget,
): Promise<{ rows: RowsFile; query: string }> {
  try {
    const { body, query } = await context.workspace.rows(unit.selection, target.window);
    const rows = await splitRows(body, target.temp("ndjson"));
    const asked = signature(unit.selection.columns);
    const got = signature(rows.columns);
    if (asked !== got && rows.rows > 0)
      throw new QueryBodyError("malformed", `the answer has the columns ${got}, not ${asked}`);
    return { rows, query };
  } catch (error) {
    if (!isTooLarge(error) || target.parts.length === 0) throw error;
    const [first, second] = halvesOf(target.window);
    const left = await fetchRows(context, unit, { ...target, window: first });
    const right = await fetchRows(context, unit, { ...target, window: second });
    if (left.rows.rows > 0 && right.rows.rows > 0) await appendFile(left.rows.path, "\n");
    await appendFile(left.rows.path, await readFile(right.rows.path));
    return { rows: { ...left.rows, rows: left.rows.rows + right.rows.rows }, query: `${left.query};\n${right.query}` };
  }
}

/** Two halves of a window. Throws `NotProven` for a single tick, which cannot be cut. */
export function halvesOf(window: ArchiveWindow): [ArchiveWindow, ArchiveWindow] {
  const halves = splitWindow(window);
  if (halves === undefined) throw new NotProven(`One tick, ${window.from}, holds more rows than one query returns`);
  return halves;
}

/** The answer was cut off or refused for its size: ask for less. */
export function isTooLarge(error: unknown): boolean {
  if (error instanceof WorkspaceError) return error.kind === "too-large";
  return error instanceof QueryBodyError && error.kind === "partial";
}
