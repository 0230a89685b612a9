import type { getDigest } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { digestQuery } from "../../../api/detect-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { useApi } from "../../../services.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { LogText } from "../words/log-text.tsx";
import { SeverityBadge } from "../words/severity-badge.tsx";

type Digest = z.output<typeof getDigest.response>;
type Line = Digest["patterns"][number];

/** What was found this week and is not grave enough for an incident. */
export function DigestCard(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(digestQuery(useApi()));
  return (
    <Card title={t("incidents.digest.title")}>
      <QueryView query={query}>{(digest) => <Lines digest={digest} />}</QueryView>
    </Card>
  );
}

function Lines({ digest: { from, to, patterns } }: { readonly digest: Digest }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<Line>[] = [
    { key: "pattern", header: t("incidents.summary.pattern"), cell: ({ patternId }) => patternId },
    { key: "severity", header: t("incidents.severity"), cell: ({ severity }) => <SeverityBadge severity={severity} /> },
    {
      key: "example",
      header: t("incidents.digest.example"),
      cell: ({ examplePath }) => <LogText text={examplePath} most={80} />,
    },
    {
      key: "findings",
      header: t("incidents.digest.findings"),
      cell: ({ findings }) => format.number(findings),
      numeric: true,
    },
    {
      key: "requests",
      header: t("incidents.digest.requests"),
      cell: ({ matches }) => format.number(matches),
      numeric: true,
    },
    {
      key: "sources",
      header: t("incidents.digest.sources"),
      cell: ({ sources }) => format.number(sources),
      numeric: true,
    },
  ];
  const rowKey = ({ patternId, severity }: Line): string => `${patternId} ${severity}`;
  return (
    <>
      <p className="ld-muted">{t("incidents.digest.lead", { from: format.instant(from), to: format.instant(to) })}</p>
      {patterns.length === 0 ? <p>{t("incidents.digest.none")}</p> : null}
      {patterns.length === 0 ? null : (
        <DataTable caption={t("incidents.digest.title")} captionHidden {...{ columns, rows: patterns, rowKey }} />
      )}
    </>
  );
}
