import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CheckableRule, CheckedRules } from "../../../api/filter-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";

interface Props {
  readonly check: UseQueryResult<CheckedRules>;
  readonly asked: CheckableRule | undefined;
  readonly ruleName: string;
}

/** The transformation that the rule becomes together with those of its table that drop rows already. */
export function CheckCard({ check, asked, ruleName }: Props): ReactNode {
  const { t } = useTranslation();
  const data = asked === undefined ? undefined : check.data;
  return (
    <Card title={t("filterEditor.check.title")}>
      <p className="ld-muted" role="status" style={{ minHeight: 20, margin: "0 0 8px" }}>
        {asked !== undefined && check.isFetching ? t("filterEditor.check.checking") : ""}
      </p>
      {asked === undefined || !check.isError ? null : <ProblemPanel error={check.error} />}
      {asked === undefined ? <p className="ld-muted">{t("filterEditor.check.waiting")}</p> : null}
      {data === undefined ? null : <Checked data={data} own={{ id: asked?.id ?? "draft", name: ruleName }} />}
    </Card>
  );
}

interface CheckedProps {
  readonly data: CheckedRules;
  readonly own: { readonly id: string; readonly name: string };
}

function Checked({ data, own }: CheckedProps): ReactNode {
  const { t } = useTranslation();
  const { transformKql, refusal, warnings } = data;
  return (
    <>
      {refusal === undefined ? null : <Refused refusal={refusal} own={own} />}
      {warnings.length === 0 ? null : (
        <>
          <p>{t("filterEditor.check.warnings")}</p>
          <ul lang="en" style={{ overflowWrap: "anywhere" }}>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
      {refusal === undefined ? <Length data={data} /> : null}
      {transformKql === undefined ? null : (
        <CodeBlock label={t("filterEditor.check.text")} text={transformKql} copyLabel={t("filterEditor.check.copy")} />
      )}
    </>
  );
}

function Refused({ refusal, own }: { refusal: NonNullable<CheckedRules["refusal"]>; own: CheckedProps["own"] }) {
  const { t } = useTranslation();
  const { ruleId, code, message } = refusal;
  const other = ruleId !== undefined && ruleId !== own.id;
  return (
    <MessageBar role="alert" intent="error" layout="multiline" style={{ marginBottom: 12 }}>
      <MessageBarBody>
        <MessageBarTitle>
          {other ? t("filterEditor.check.refusedOther", { id: ruleId }) : t("filterEditor.check.refused")}
        </MessageBarTitle>
        <p lang="en" style={{ margin: "4px 0" }}>
          {message}
        </p>
        <span className="ld-mono">{code}</span>
      </MessageBarBody>
    </MessageBar>
  );
}

function Length({ data: { length, limit } }: { readonly data: CheckedRules }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const words = { length: format.number(length), limit: format.number(limit) };
  return (
    <>
      <p style={{ margin: 0 }}>{t("filterEditor.check.length", words)}</p>
      <svg className="ld-length" aria-hidden="true" focusable="false">
        <rect width="100%" height="10" />
        <rect className="ld-length-fill" width={`${Math.min(100, (length / limit) * 100)}%`} height="10" />
      </svg>
    </>
  );
}
