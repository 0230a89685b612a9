import { Button } from "@fluentui/react-components";
import type { StoredPattern } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import { SeverityBadge } from "../words/severity-badge.tsx";
import { PatternDialog } from "./pattern-dialog.tsx";
import { PatternSwitch } from "./pattern-switch.tsx";
import { spacedName } from "./spaced-name.ts";

interface Props {
  readonly patterns: readonly StoredPattern[];
  readonly canEdit: boolean;
}

export function PatternTable({ patterns, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState<string>();
  const opened = patterns.find(({ id }) => id === shown);
  const state = (pattern: StoredPattern): ReactNode =>
    canEdit ? <PatternSwitch pattern={pattern} /> : <OnOff isActive={pattern.isActive} />;
  const columns: Column<StoredPattern>[] = [
    { key: "name", header: t("patterns.pattern"), cell: (pattern) => <Name pattern={pattern} onOpen={setShown} /> },
    { key: "severity", header: t("patterns.severity"), cell: ({ severity }) => <SeverityBadge severity={severity} /> },
    { key: "type", header: t("patterns.type"), cell: ({ detectionType }) => t(`detect.type.${detectionType}`) },
    { key: "tactics", header: t("patterns.tactics"), cell: ({ tactics }) => tactics.map(spacedName).join(", ") },
    { key: "state", header: t("patterns.state"), cell: state },
    {
      key: "threshold",
      header: t("patterns.threshold"),
      cell: ({ threshold }) => format.number(threshold),
      numeric: true,
    },
  ];
  return (
    <>
      <DataTable
        caption={t("patterns.title")}
        captionHidden
        columns={columns}
        rows={patterns}
        rowKey={(pattern) => pattern.id}
      />
      {opened === undefined ? null : (
        <PatternDialog pattern={opened} canEdit={canEdit} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

interface NameProps {
  readonly pattern: StoredPattern;
  readonly onOpen: (id: string) => void;
}

function Name({ pattern: { id, patternName }, onOpen }: NameProps): ReactNode {
  const { t } = useTranslation();
  return (
    <span style={{ display: "grid", gap: 4, justifyItems: "start" }}>
      <span>{patternName}</span>
      <Button size="small" aria-label={t("patterns.detailsNamed", { name: patternName })} onClick={() => onOpen(id)}>
        {t("patterns.details")}
      </Button>
    </span>
  );
}

function OnOff({ isActive }: Pick<StoredPattern, "isActive">): ReactNode {
  const { t } = useTranslation();
  return <StatusBadge tone={isActive ? "good" : "neutral"}>{t(isActive ? "patterns.on" : "patterns.off")}</StatusBadge>;
}
