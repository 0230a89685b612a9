import { Badge } from "@fluentui/react-components";
import { AlertUrgentFilled, ArrowDownRegular, ErrorCircleFilled, WarningFilled } from "@fluentui/react-icons";
import type { DetectionSeverity } from "@logdoctor/shared-policies";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Look {
  readonly appearance: "filled" | "tint";
  readonly color: "danger" | "warning" | "informative";
  readonly icon: ReactElement;
}

const looks: Record<DetectionSeverity, Look> = {
  CRITICAL: { appearance: "filled", color: "danger", icon: <AlertUrgentFilled /> },
  HIGH: { appearance: "tint", color: "danger", icon: <ErrorCircleFilled /> },
  MEDIUM: { appearance: "tint", color: "warning", icon: <WarningFilled /> },
  LOW: { appearance: "tint", color: "informative", icon: <ArrowDownRegular /> },
};

/** A severity in words, with an icon of its own shape. */
export function SeverityBadge({ severity }: { readonly severity: DetectionSeverity }): ReactNode {
  const { t } = useTranslation();
  return (
    <Badge {...looks[severity]} size="large">
      {t(`detect.severity.${severity}`)}
    </Badge>
  );
}
