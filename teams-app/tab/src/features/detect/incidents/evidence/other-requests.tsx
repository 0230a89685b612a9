import type { SourceRequest } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { type Column, DataTable } from "../../../../ui/data-table.tsx";
import { LogText } from "../../words/log-text.tsx";

/** Some of the source's requests that did not match, in the order they came: those answered with success first. */
export function OtherRequests({ requests }: { readonly requests: readonly SourceRequest[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (requests.length === 0) return <p>{t("incidents.activity.noExamples")}</p>;
  const columns: Column<SourceRequest>[] = [
    {
      key: "request",
      header: t("incidents.activity.request"),
      cell: ({ method, request }) => <LogText text={`${method} ${request}`} most={200} />,
    },
    {
      key: "status",
      header: t("incidents.activity.status"),
      cell: ({ status }) => (status === undefined ? t("incidents.activity.noStatus") : String(status)),
    },
    { key: "at", header: t("incidents.activity.at"), cell: ({ at }) => format.instant(at) },
  ];
  // Masked requests can be equal in every part.
  const rowKey = (one: SourceRequest): string => String(requests.indexOf(one));
  return (
    <>
      <DataTable caption={t("incidents.activity.examples")} {...{ columns, rows: requests, rowKey }} />
      <p className="ld-muted">{t("incidents.evidence.masked")}</p>
    </>
  );
}
