import {
  createPreventionRule,
  deletePreventionRule,
  listPreventionRules,
  setShippedRule as setShippedEndpoint,
  updatePreventionRule,
  validatePreventionRule,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { createRule } from "./create-rule.ts";
import { deleteRule } from "./delete-rule.ts";
import { listRules } from "./list-rules.ts";
import { setShippedRule } from "./set-shipped-rule.ts";
import { updateRule } from "./update-rule.ts";

export function preventionRuleRoutes(on: Mountable): void {
  mount(on, listPreventionRules, listRules);
  mount(on, createPreventionRule, createRule);
  mount(on, validatePreventionRule, async ({ deps }, { body }) => ({
    data: { diagnostics: [...deps.checkRule(body.kqlQuery)] },
  }));
  mount(on, setShippedEndpoint, setShippedRule);
  mount(on, updatePreventionRule, updateRule);
  mount(on, deletePreventionRule, deleteRule);
}
