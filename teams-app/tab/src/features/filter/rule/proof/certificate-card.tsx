import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { CoverageCertificate } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";
import { useFormat } from "../../../../preferences.ts";
import { Card } from "../../../../ui/card.tsx";
import { Facts } from "../../../../ui/facts.tsx";
import { ApprovalsList } from "./approvals-list.tsx";
import { isStale } from "./is-stale.ts";
import { WatcherGroups } from "./watcher-groups.tsx";

interface Props {
  readonly rule: FilterRuleDetail;
  readonly canEdit: boolean;
}

/** What was checked before the rule may drop rows: whoever reads the table, and what each would lose. */
export function CertificateCard({ rule, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const { certificate } = rule;
  return (
    <Card title={t("filterRule.certificate.title")}>
      <p className="ld-muted">{t("filterRule.certificate.lead")}</p>
      {certificate === undefined ? (
        <p>{t("filterRule.certificate.none")}</p>
      ) : (
        <Issued rule={rule} certificate={certificate} canEdit={canEdit} />
      )}
    </Card>
  );
}

interface IssuedProps extends Props {
  readonly certificate: CoverageCertificate;
}

function Issued({ rule, certificate, canEdit }: IssuedProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { issuedAt, from, to, watchers, fingerprint, rules } = certificate;
  const isVoid = isStale(rule, issuedAt) || rule.blockedBy.includes("no-certificate");
  const period = { from: format.instant(from), to: format.instant(to) };
  const version = rules.find(({ ruleId }) => ruleId === rule.id)?.version;
  return (
    <>
      {isVoid ? <Void /> : null}
      <Facts
        facts={[
          [t("filterRule.certificate.issued"), format.instant(issuedAt)],
          [t("filterRule.certificate.period"), t("filterRule.certificate.fromTo", period)],
          [t("filterRule.certificate.version"), <Hash key="version" text={version ?? ""} />],
          [t("filterRule.certificate.fingerprint"), <Hash key="fingerprint" text={fingerprint} />],
        ]}
      />
      {watchers.length === 0 ? <p>{t("filterRule.certificate.nobody")}</p> : null}
      <WatcherGroups rule={rule} watchers={watchers} canApprove={canEdit && !isVoid} />
      <ApprovalsList approvals={rule.approvals} />
    </>
  );
}

function Void(): ReactNode {
  const { t } = useTranslation();
  return (
    <MessageBar intent="warning" layout="multiline" style={{ marginBottom: 12 }}>
      <MessageBarBody>
        <MessageBarTitle>{t("filterRule.certificate.void")}</MessageBarTitle>
        {t("filterRule.certificate.voidBody")}
      </MessageBarBody>
    </MessageBar>
  );
}

/** Enough of a fingerprint to compare by eye, all of it on hover. */
function Hash({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="ld-mono" title={text}>
      {text.slice(0, 12)}
    </span>
  );
}
