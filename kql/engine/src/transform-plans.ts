import { checkTransform, type Diagnostic } from "@logdoctor/kql";
import type { StoredTable } from "./compile/context.ts";
import { KqlError, type KqlErrorCode } from "./errors.ts";
import { planCache } from "./plan-cache.ts";
import type { Plan } from "./plan-memory.ts";
import type { QueryOptions } from "./types.ts";

type Tables = ReadonlyMap<string, StoredTable>;
type Planner = (text: string, options: QueryOptions) => Plan;

const maxAccepted = 100;

/** Plans of texts that call the rows of one stored table `source`; other tables and the workspace's functions are not there. */
export function transformPlans(tables: Tables): (table: string, text: string, options: QueryOptions) => Plan {
  const planners = new Map<string, Planner>();
  return (name, text, options) => {
    const stored = tables.get(name);
    if (stored === undefined) throw new KqlError("SemanticError", `There is no table ${name}`);
    const planner = planners.get(name) ?? plannerOf(stored);
    planners.set(name, planner);
    return planner(text, options);
  };
}

function plannerOf(stored: StoredTable): Planner {
  const planOf = planCache(new Map([["source", { ...stored, name: "source" }]]));
  const columns = Object.fromEntries(stored.columns.map(({ name, type }) => [name, type]));
  const accepted = new Set<string>();
  return (text, options) => {
    if (!accepted.has(text)) {
      const first = checkTransform(text, columns)[0];
      if (first !== undefined) throw refusalOf(first);
      if (accepted.size >= maxAccepted) accepted.clear();
      accepted.add(text);
    }
    return known(() => planOf(text, options));
  };
}

// What passed the check and is unknown to the binder is what only transformations have.
function known(plan: () => Plan): Plan {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof KqlError) || error.code !== "SemanticError") throw error;
    throw new KqlError("NotSupported", `Known to Azure's transformations alone: ${error.message}`, error.position);
  }
}

function refusalOf({ code, message, position }: Diagnostic): KqlError {
  const kind: KqlErrorCode = /^KS0/.test(code) ? "SyntaxError" : "SemanticError";
  return new KqlError(kind, `${message} (line ${position.line}, column ${position.column})`, position);
}
