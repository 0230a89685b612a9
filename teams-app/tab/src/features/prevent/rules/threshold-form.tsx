import { Button, Field, Input } from "@fluentui/react-components";
import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { ruleNameOf } from "../words/rule-name.ts";
import { thresholdUnit } from "../words/threshold-unit.ts";
import { thresholdOf } from "./rule-change.ts";
import { RuleConflict } from "./rule-conflict.tsx";
import { useRuleChange } from "./use-rule-change.ts";

/** Sets above what a rule finds something. */
export function ThresholdForm({ rule }: { readonly rule: StoredPreventionRule }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const announce = useAnnounce();
  const [text, setText] = useState(String(rule.threshold));
  const [tried, setTried] = useState(false);
  const name = ruleNameOf({ ruleId: rule.id, ruleName: rule.ruleName }, t);
  const editor = useRuleChange(rule, ({ threshold }) =>
    announce(t("preventRules.savedThreshold", { name, threshold: format.number(threshold) })),
  );
  const threshold = thresholdOf(text);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (threshold !== undefined && !editor.busy) editor.send({ isActive: rule.isActive, threshold });
  };
  const wrong = tried && threshold === undefined ? { validationMessage: t("preventRules.thresholdWrong") } : {};
  const unit = t(`prevent.unit.${thresholdUnit(rule)}`);
  return (
    <form noValidate onSubmit={submit} style={{ display: "grid", gap: 8, maxWidth: 360, marginBottom: 16 }}>
      {editor.conflict ? <RuleConflict rule={rule} /> : null}
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
      <Field label={t("preventRules.form.threshold", { unit })} hint={t("preventRules.above")} {...wrong}>
        <Input inputMode="numeric" value={text} onChange={(_, { value }) => setText(value)} />
      </Field>
      {rule.defaultThreshold === undefined ? null : (
        <span className="ld-muted">{t("preventRules.usual", { value: format.number(rule.defaultThreshold) })}</span>
      )}
      <Button type="submit" style={{ justifySelf: "start" }} disabledFocusable={editor.busy}>
        {t("preventRules.saveThreshold")}
      </Button>
    </form>
  );
}
