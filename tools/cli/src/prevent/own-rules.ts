import { readFile } from "node:fs/promises";
import { DocumentId, PreventionRuleInput, type PreventPolicies } from "@logdoctor/shared-policies";
import { z } from "zod";
import { CliError } from "../cli-error.ts";

const OwnRules = z.array(PreventionRuleInput.extend({ id: DocumentId })).max(200);

/** Nobody in particular: whose rules they are does not matter here. */
const tenantId = "00000000-0000-4000-8000-000000000000" as PreventPolicies["rules"][number]["tenantId"];

/** Rules of a file, as a bundle would bring them; none without a file. Throws CliError with what is wrong. */
export async function ownRules(file: string | undefined, now: Date): Promise<PreventPolicies> {
  if (file === undefined) return { settings: [], rules: [] };
  const rules = await parsed(file);
  return { settings: [], rules: rules.map((rule) => ({ ...rule, tenantId, createdAt: now.toISOString() })) };
}

async function parsed(file: string): Promise<z.infer<typeof OwnRules>> {
  try {
    return OwnRules.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new CliError("failed", `The rules in ${file} cannot be read: ${reason}`);
  }
}
