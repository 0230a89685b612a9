import { Button } from "@fluentui/react-components";
import type { StoredPreventFinding } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { costOf } from "../words/cost-text.ts";
import { FindingTable } from "./finding-table.tsx";

interface Props {
  readonly findings: readonly StoredPreventFinding[];
  readonly filtered: boolean;
  readonly onShowAll: () => void;
}

const step = 25;

/** Findings that pass the filter, some at a time, with what all of them cost. */
export function FindingList({ findings, filtered, onShowAll }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [most, setMost] = useState(step);
  if (findings.length === 0) return <Nothing filtered={filtered} onShowAll={onShowAll} />;
  const shown = findings.slice(0, most);
  const { gb, usd } = costOf(findings);
  return (
    <>
      <p className="ld-muted" style={{ marginTop: 0 }}>
        {t("prevent.list.shown", {
          shown: format.number(shown.length),
          count: findings.length,
          gb: format.gigabytes(gb),
          money: format.money(usd),
        })}
      </p>
      <FindingTable findings={shown} />
      {findings.length > most ? (
        <Button style={{ marginTop: 12 }} onClick={() => setMost(most + step)}>
          {t("prevent.list.more")}
        </Button>
      ) : null}
    </>
  );
}

function Nothing({ filtered, onShowAll }: Omit<Props, "findings">): ReactNode {
  const { t } = useTranslation();
  if (!filtered) return <EmptyState title={t("prevent.list.emptyTitle")} body={t("prevent.list.emptyBody")} />;
  const action = <Button onClick={onShowAll}>{t("prevent.list.showAll")}</Button>;
  return <EmptyState title={t("prevent.list.emptyTitle")} body={t("prevent.list.emptyFiltered")} action={action} />;
}
