import { Switch } from "@fluentui/react-components";
import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { ruleNameOf } from "../words/rule-name.ts";
import { RuleConflict } from "./rule-conflict.tsx";
import { useRuleChange } from "./use-rule-change.ts";

/** Switches a rule on or off at once. */
export function RuleSwitch({ rule }: { readonly rule: StoredPreventionRule }): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { id, ruleName, isActive, threshold } = rule;
  const name = ruleNameOf({ ruleId: id, ruleName }, t);
  const editor = useRuleChange(rule, (saved) =>
    announce(t(saved.isActive ? "preventRules.switchedOn" : "preventRules.switchedOff", { name })),
  );
  return (
    <>
      <Switch
        checked={isActive}
        aria-label={t("preventRules.switchNamed", { name })}
        onChange={(_, { checked }) => (editor.busy ? undefined : editor.send({ isActive: checked, threshold }))}
      />
      {editor.conflict ? <RuleConflict rule={rule} /> : null}
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
    </>
  );
}
