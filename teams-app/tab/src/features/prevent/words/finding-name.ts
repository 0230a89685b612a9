import type { StoredPreventFinding } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import { visibleText } from "../../../ui/visible-text.ts";
import { ruleNameOf } from "./rule-name.ts";
import { templateLine } from "./template-parts.ts";

type Named = Pick<StoredPreventFinding, "template" | "subject" | "table" | "ruleId" | "ruleName">;

/** By what people know a finding: its message, its column or category, or its table. */
export function findingName(finding: Named, t: TFunction<"tab">): string {
  const { template, subject, table } = finding;
  if (template !== undefined) return visibleText(templateLine(template));
  const about = subject === undefined ? t("prevent.wholeTable", { table }) : visibleText(subject);
  return `${ruleNameOf(finding, t)}: ${about}`;
}

/** The last name of a resource id, which people gave it. */
export function resourceName(resource: string): string | undefined {
  return resource.split("/").findLast((part) => part !== "");
}
