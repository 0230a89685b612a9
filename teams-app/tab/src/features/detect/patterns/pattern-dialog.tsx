import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { StoredPattern } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { Facts } from "../../../ui/facts.tsx";
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
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface style={{ maxWidth: 860 }}>
        <DialogBody>
          <DialogTitle>{pattern.patternName}</DialogTitle>
          <DialogContent>
            <p lang="en">{pattern.description}</p>
            <PatternFacts pattern={pattern} />
            {canEdit ? <ThresholdForm pattern={pattern} /> : null}
            <details>
              <summary>{t("patterns.kql")}</summary>
              <CodeBlock label={pattern.id} text={pattern.kqlQuery} copyLabel={t("detect.copy")} />
            </details>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t("patterns.close")}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
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
