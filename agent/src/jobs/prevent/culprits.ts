import type { ActiveRule } from "@logdoctor/kql-prevent";
import { WorkspaceError } from "../retain/ports.ts";
import { mayAsk, type PreventContext } from "./context.ts";
import { brokenRule } from "./effective-rules.ts";
import type { PreventScan } from "./ports.ts";

/**
 * Finds the rules because of which a query fails and marks them as broken, so that the others go on: halves the suspects as
 * long as the budget lasts. Only rules that a tenant wrote are suspected. Answers whether any was found.
 */
export async function blameRules(
  context: PreventContext,
  scan: PreventScan,
  failure: WorkspaceError,
): Promise<boolean> {
  const own = scan.rules.filter(({ custom }) => custom);
  if (own.length === 0) return false;
  const shipped = scan.rules.filter(({ custom }) => !custom);
  if (!(await works(context, { ...scan, rules: shipped }))) return false;
  const code = failure.kind === "too-large" ? "too-expensive" : "failed";
  for (const { id } of await culpritsAmong(context, scan, own)) {
    context.broken.set(id, brokenRule(id, code, failure.message));
    context.log("prevent.rule.broken", { rule: id, code });
  }
  return true;
}

/** Suspects that cannot be told apart within the budget are all taken for culprits. */
async function culpritsAmong(
  context: PreventContext,
  scan: PreventScan,
  suspects: readonly ActiveRule[],
): Promise<readonly ActiveRule[]> {
  if (suspects.length <= 1 || !mayAsk(context, 2)) return suspects;
  const middle = Math.ceil(suspects.length / 2);
  const found: ActiveRule[] = [];
  for (const half of [suspects.slice(0, middle), suspects.slice(middle)]) {
    if (await works(context, { ...scan, rules: half })) continue;
    found.push(...(await culpritsAmong(context, scan, half)));
  }
  // Two rules that fail only together: neither half does.
  return found.length > 0 ? found : suspects;
}

async function works(context: PreventContext, scan: PreventScan): Promise<boolean> {
  if (!mayAsk(context)) return false;
  context.spent.queries += 1;
  try {
    await context.workspace.scan(scan);
    return true;
  } catch (error) {
    if (error instanceof WorkspaceError && (error.kind === "refused" || error.kind === "too-large")) return false;
    throw error;
  }
}
