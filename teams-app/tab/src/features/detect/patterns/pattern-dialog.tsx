import type { StoredPattern } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { WideDialog } from "../../../ui/wide-dialog.tsx";
import { spacedName } from "./spaced-name.ts";
import { ThresholdForm } from "./threshold-form.tsx";

interface Props {
  readonly pattern: StoredPattern;
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** All of a pattern: what it looks for, its query, and the threshold for those who may set it. */
export function PatternDialog({ pattern, canEdit, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <WideDialog title={pattern.patternName} close={t("patterns.close")} onClose={onClose}>
      <p lang="en">{pattern.description}</p>
      <PatternFacts pattern={pattern} />
      {canEdit ? <ThresholdForm pattern={pattern} /> : null}
      <details>
        <summary>{t("patterns.kql")}</summary>
        <CodeBlock label={pattern.id} text={pattern.kqlQuery} copyLabel={t("detect.copy")} />
      </details>
    </WideDialog>
  );
}

function PatternFacts({ pattern }: { readonly pattern: StoredPattern }): ReactNode {
  const { t } = useTranslation();
  return (
    <Facts
      facts={[
        [t("patterns.type"), t(`detect.type.${pattern.detectionType}`)],
        [t("patterns.family"), pattern.family],
        [t("patterns.version"), pattern.version],
        [t("patterns.tactics"), pattern.tactics.map(spacedName).join(", ")],
        [t("patterns.techniques"), pattern.techniques.join(", ")],
        [t("patterns.tables"), pattern.tables.join(", ")],
      ]}
    />
  );
}
