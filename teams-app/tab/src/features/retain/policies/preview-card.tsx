import type { TablePreview } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Preview } from "../../../api/preview.ts";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { SavingsHeadline } from "../../savings/savings-headline.tsx";
import { isKnownReason } from "./reasons.ts";
import type { LivePreview } from "./use-preview.ts";
import "./preview-card.css";

/** What the policy would change: its class with the reason, each table, and money. */
export function PreviewCard({ preview }: { readonly preview: LivePreview }): ReactNode {
  const { t } = useTranslation();
  return (
    <Card title={t("policies.preview.title")}>
      <p className="ld-preview-state" role="status">
        {preview.checking ? t("policies.preview.checking") : ""}
      </p>
      {preview.error === null ? null : <ProblemPanel error={preview.error} />}
      {preview.data === undefined ? (
        <p className="ld-muted">{t("policies.preview.waiting")}</p>
      ) : (
        <Changes data={preview.data} rest={preview.rest} />
      )}
    </Card>
  );
}

function Changes({ data, rest }: { readonly data: Preview; readonly rest: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { retentionClass } = data.classification;
  return (
    <>
      <p>
        <strong>{t("policies.preview.class", { class: t(`terms.classShort.${retentionClass}`) })}</strong>{" "}
        <Reason classification={data.classification} />
      </p>
      {rest.length === 0 ? null : <Rest problems={rest} />}
      <h3>{t("policies.preview.tables")}</h3>
      <ul className="ld-preview-tables">
        {data.tables.map((table) => (
          <Table key={table.table} table={table} />
        ))}
      </ul>
      <h3>{t("policies.preview.money")}</h3>
      {data.savings === undefined ? (
        <p className="ld-muted">{t("policies.preview.noMoney")}</p>
      ) : (
        <SavingsHeadline savings={data.savings} />
      )}
      {data.inventoryAt === undefined ? null : (
        <p className="ld-muted">{t("policies.preview.inventory", { when: format.instant(data.inventoryAt) })}</p>
      )}
    </>
  );
}

/** The reason in the page's language where it is a known one, else in the service's words. */
function Reason({ classification }: { readonly classification: Preview["classification"] }): ReactNode {
  const { t } = useTranslation();
  const { reasonCode, reason } = classification;
  return isKnownReason(reasonCode) ? t(`terms.classReason.${reasonCode}`) : <span lang="en">{reason}</span>;
}

function Rest({ problems }: { readonly problems: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <p>{t("policies.preview.problems")}</p>
      <ul lang="en">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </>
  );
}

function Table({ table }: { readonly table: TablePreview }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { retentionBefore, retentionAfter, gbPerDay } = table;
  return (
    <li>
      <strong>{table.table}</strong>
      {gbPerDay === undefined ? null : ` · ${t("policies.preview.perDay", { gb: format.gigabytes(gbPerDay) })}`}
      <div>{t(`terms.method.${table.method}`)}</div>
      {retentionBefore === undefined || retentionAfter === undefined ? null : (
        <div>
          {t("policies.preview.retention", {
            before: format.days(retentionBefore),
            after: format.days(retentionAfter),
          })}
        </div>
      )}
      {table.known ? null : <div className="ld-muted">{t("policies.preview.unknown")}</div>}
      <div className="ld-muted">{t(`terms.methodReason.${table.methodReasonCode}`)}</div>
    </li>
  );
}
