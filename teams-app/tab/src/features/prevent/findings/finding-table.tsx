import type { StoredPreventFinding } from "@logdoctor/shared-policies";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { SeverityBadge } from "../../detect/words/severity-badge.tsx";
import { costText } from "../words/cost-text.ts";
import { findingName, resourceName } from "../words/finding-name.ts";
import { ruleNameOf } from "../words/rule-name.ts";
import { ViolationStateBadge } from "../words/violation-state-badge.tsx";
import "./finding-table.css";

export function FindingTable({ findings }: { readonly findings: readonly StoredPreventFinding[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<StoredPreventFinding>[] = [
    { key: "message", header: t("prevent.list.message"), cell: (finding) => <FindingLink finding={finding} /> },
    { key: "where", header: t("prevent.list.where"), cell: (finding) => <Where finding={finding} /> },
    { key: "rule", header: t("prevent.list.rule"), cell: (finding) => ruleNameOf(finding, t) },
    {
      key: "severity",
      header: t("prevent.list.severity"),
      cell: ({ severity }) => (
        <span className="ld-one-line">
          <SeverityBadge severity={severity} />
        </span>
      ),
    },
    {
      key: "state",
      header: t("prevent.list.state"),
      cell: ({ state }) => (
        <span className="ld-one-line">
          <ViolationStateBadge state={state} />
        </span>
      ),
    },
    {
      key: "perHour",
      header: t("prevent.list.perHour"),
      cell: ({ perHour }) => format.number(Math.round(perHour)),
      numeric: true,
    },
    {
      key: "share",
      header: t("prevent.list.share"),
      cell: ({ shareOfVolume }) => format.percent(shareOfVolume),
      numeric: true,
    },
    { key: "month", header: t("prevent.list.month"), cell: (finding) => <Month finding={finding} />, numeric: true },
  ];
  return (
    <DataTable
      caption={t("prevent.findings")}
      captionHidden
      columns={columns}
      rows={findings}
      rowKey={(finding) => finding.id}
    />
  );
}

interface CellProps {
  readonly finding: StoredPreventFinding;
}

function FindingLink({ finding }: CellProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Link className="ld-link" to="/prevent/findings/$id" params={{ id: finding.id }}>
      <bdi>{findingName(finding, t)}</bdi>
    </Link>
  );
}

function Where({ finding: { service, resource, table } }: CellProps): ReactNode {
  const name = service ?? resourceName(resource);
  return (
    <span className="ld-two-lines">
      {name === undefined ? null : <bdi>{name}</bdi>}
      <span className="ld-muted">{table}</span>
    </span>
  );
}

function Month({ finding }: CellProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="ld-two-lines">
      <strong>{costText(finding, t, format)}</strong>
      <span className="ld-muted">{format.gigabytes(finding.gbPerMonth)}</span>
    </span>
  );
}
