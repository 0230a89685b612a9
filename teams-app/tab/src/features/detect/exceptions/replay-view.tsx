import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ExceptionReplay } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { Facts } from "../../../ui/facts.tsx";
import { CaseTable } from "../words/case-table.tsx";

/** What an exception would have hidden, with a warning where that was a confirmed attack. */
export function ReplayView({ replay }: { readonly replay: ExceptionReplay }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { days, findings, incidents, unopened, confirmedAttacks, examples } = replay;
  const optional = (count: number | undefined) => (count === undefined ? undefined : format.number(count));
  const nothing = (findings ?? 0) + incidents === 0;
  return (
    <section aria-label={t("exceptions.replay.title")}>
      <h3>{t("exceptions.replay.title")}</h3>
      {confirmedAttacks === 0 ? null : (
        <MessageBar role="alert" intent="warning" layout="multiline" style={{ marginBottom: 12 }}>
          <MessageBarBody>
            <MessageBarTitle>{t("exceptions.replay.warning")}</MessageBarTitle>
            {t("exceptions.replay.warningBody", { count: confirmedAttacks })}
          </MessageBarBody>
        </MessageBar>
      )}
      <Facts
        facts={[
          [t("exceptions.replay.days"), format.days(days)],
          [t("exceptions.replay.findings"), optional(findings)],
          [t("exceptions.replay.incidents"), format.number(incidents)],
          [t("exceptions.replay.unopened"), optional(unopened)],
          [t("exceptions.replay.attacks"), format.number(confirmedAttacks)],
        ]}
      />
      {nothing ? <p>{t("exceptions.replay.nothing")}</p> : null}
      {examples.length === 0 ? null : <CaseTable caption={t("exceptions.replay.examples")} cases={examples} />}
    </section>
  );
}
