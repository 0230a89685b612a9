import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { DryRun } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";
import { useFormat } from "../../../../preferences.ts";
import { Card } from "../../../../ui/card.tsx";
import { Facts } from "../../../../ui/facts.tsx";
import { BeforeAfter } from "./before-after.tsx";
import { DryRunTable } from "./dry-run-table.tsx";
import { isStale } from "./is-stale.ts";
import { Samples } from "./samples.tsx";

/** What the rules of the table would take from its history, this one's part marked. */
export function DryRunCard({ rule }: { readonly rule: FilterRuleDetail }): ReactNode {
  const { t } = useTranslation();
  const run = rule.tableDryRun;
  return (
    <Card title={t("filterRule.dryRun.title")}>
      {run === undefined ? <p className="ld-muted">{t("filterRule.dryRun.none")}</p> : <Played rule={rule} run={run} />}
    </Card>
  );
}

function Played({ rule, run }: { readonly rule: FilterRuleDetail; readonly run: DryRun }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = run.rules.map(({ ruleId, dropped, bytes }) => ({ ruleId, rows: dropped, bytes }));
  const own = run.rules.find(({ ruleId }) => ruleId === rule.id);
  const period = { from: format.instant(run.from), to: format.instant(run.to), table: run.table };
  return (
    <>
      {run.dangerous ? <Danger run={run} /> : null}
      {isStale(rule, run.to) ? <p className="ld-muted">{t("filterRule.dryRun.stale")}</p> : null}
      <p>{t("filterRule.dryRun.period", period)}</p>
      <Facts
        facts={[
          [t("filterRule.dryRun.share"), run.rows === 0 ? undefined : format.percent(run.dropped / run.rows)],
          [t("filterRule.dryRun.money"), run.usdPerMonth === undefined ? undefined : format.money(run.usdPerMonth)],
        ]}
      />
      <BeforeAfter
        title={t("filterRule.dryRun.rows")}
        whole={run.rows}
        own={rule.id}
        parts={parts.map(({ ruleId, rows }) => ({ ruleId, size: rows }))}
        words={format.number}
      />
      <BeforeAfter
        title={t("filterRule.dryRun.bytes")}
        whole={run.bytes}
        own={rule.id}
        parts={parts.map(({ ruleId, bytes }) => ({ ruleId, size: bytes }))}
        words={format.bytes}
      />
      <DryRunTable run={run} own={rule.id} />
      {own === undefined ? null : <Samples samples={own.samples} />}
    </>
  );
}

function Danger({ run }: { readonly run: DryRun }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const share = format.percent(run.rows === 0 ? 0 : run.dropped / run.rows);
  return (
    <MessageBar role="alert" intent="error" layout="multiline" style={{ marginBottom: 12 }}>
      <MessageBarBody>
        <MessageBarTitle>{t("filterRule.dryRun.danger")}</MessageBarTitle>
        {t("filterRule.dryRun.dangerBody", { share, table: run.table })}
      </MessageBarBody>
    </MessageBar>
  );
}
