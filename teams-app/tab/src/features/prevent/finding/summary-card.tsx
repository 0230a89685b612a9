import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetail } from "../../../api/prevent-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { LogText } from "../../detect/words/log-text.tsx";
import { SeverityBadge } from "../../detect/words/severity-badge.tsx";
import { costText } from "../words/cost-text.ts";
import { resourceName } from "../words/finding-name.ts";
import { ruleNameOf } from "../words/rule-name.ts";
import { TemplateText } from "../words/template-text.tsx";
import { thresholdUnit } from "../words/threshold-unit.ts";
import { ViolationStateBadge } from "../words/violation-state-badge.tsx";
import { HeldNote } from "./held-note.tsx";
import "./summary-card.css";

/** A finding at a glance: its message, where it comes from, and what it costs. */
export function SummaryCard({ finding }: { readonly finding: FindingDetail }): ReactNode {
  const { t } = useTranslation();
  return (
    <Card title={t("prevent.detail.title")}>
      {finding.template === undefined ? null : (
        <>
          <p className="ld-template">
            <TemplateText template={finding.template} />
          </p>
          {finding.template.includes("<*>") ? <p className="ld-muted">{t("prevent.detail.variables")}</p> : null}
        </>
      )}
      <Cost finding={finding} />
      <Origin finding={finding} />
      <HeldNote finding={finding} />
    </Card>
  );
}

interface Props {
  readonly finding: FindingDetail;
}

function Cost({ finding }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, severity, largestBytes } = finding;
  return (
    <Facts
      facts={[
        [t("prevent.detail.cost"), <strong key="month">{costText(finding, t, format)}</strong>],
        [t("prevent.detail.volume"), format.gigabytes(finding.gbPerMonth)],
        [t("prevent.list.share"), format.percent(finding.shareOfVolume)],
        [t("prevent.list.perHour"), format.number(Math.round(finding.perHour))],
        [t("prevent.detail.count"), format.number(finding.count)],
        [t("prevent.detail.largest"), largestBytes === undefined ? undefined : format.bytes(largestBytes)],
        [t("prevent.list.state"), <ViolationStateBadge key="state" state={state} />],
        [t("prevent.list.severity"), <SeverityBadge key="severity" severity={severity} />],
      ]}
    />
  );
}

function Origin({ finding }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const log = (text: string | undefined): ReactNode =>
    text === undefined || text === "" ? undefined : <LogText text={text} most={300} />;
  const unit = t(`prevent.unit.${thresholdUnit(finding)}`);
  return (
    <Facts
      facts={[
        [t("prevent.list.rule"), ruleNameOf(finding, t)],
        [t("prevent.list.table"), finding.table],
        [t("prevent.detail.service"), log(finding.service)],
        [t("prevent.detail.callSite"), log(finding.callSite)],
        [t("prevent.detail.level"), log(finding.level)],
        [t("prevent.detail.subject"), log(finding.subject)],
        [t("prevent.detail.value"), `${format.number(finding.currentValue)} (${unit})`],
        [t("prevent.detail.threshold"), `${format.number(finding.threshold)} (${unit})`],
        [t("prevent.detail.firstSeen"), format.instant(finding.firstSeen)],
        [t("prevent.detail.lastSeen"), format.instant(finding.lastSeen)],
        [t("prevent.detail.team"), finding.teamName],
        [
          t("prevent.detail.resource"),
          finding.resource === "" ? undefined : <Resource key="resource" id={finding.resource} />,
        ],
      ]}
    />
  );
}

/** The name that people gave it, with the whole id below. */
function Resource({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {resourceName(id)}
      <details>
        <summary className="ld-muted">{t("prevent.detail.resourceId")}</summary>
        <LogText text={id} most={1000} />
      </details>
    </>
  );
}
