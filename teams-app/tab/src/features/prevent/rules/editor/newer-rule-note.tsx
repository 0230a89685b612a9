import { Button } from "@fluentui/react-components";
import type { StoredPreventionRule } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { CodeBlock } from "../../../../ui/code-block.tsx";
import { Facts } from "../../../../ui/facts.tsx";
import { FocusedNote } from "../../../../ui/focused-note.tsx";

interface Props {
  readonly newer: StoredPreventionRule;
  readonly onTake: (edits: "mine" | "theirs") => void;
}

/** What someone else made of the rule meanwhile. Takes the focus, because the save that was asked for did not happen. */
export function NewerRuleNote({ newer, onTake }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <FocusedNote title={t("preventRules.conflict.title")}>
      <p style={{ margin: "4px 0 8px" }}>{t("preventRules.conflict.body")}</p>
      <Facts
        facts={[
          [t("preventRules.form.ruleName"), newer.ruleName],
          [t("preventRules.form.targetLogCategory"), newer.targetLogCategory],
          [t("preventRules.threshold"), format.number(newer.threshold)],
        ]}
      />
      <CodeBlock label={t("preventRules.kql")} text={newer.kqlQuery} />
      <span className="ld-row">
        <Button onClick={() => onTake("mine")}>{t("preventRules.conflict.keep")}</Button>
        <Button onClick={() => onTake("theirs")}>{t("preventRules.conflict.take")}</Button>
      </span>
    </FocusedNote>
  );
}
