import { Button } from "@fluentui/react-components";
import type { RuleDiagnostic } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemPanel } from "../../../../ui/problem-panel.tsx";
import { StatusBadge } from "../../../../ui/status-badge.tsx";
import { markedLine } from "./marked-line.ts";
import type { CheckedQuery } from "./use-diagnostics.ts";
import "./diagnostics.css";

interface Props {
  readonly checked: CheckedQuery;
  readonly onGoTo: (place: RuleDiagnostic) => void;
}

/** What is wrong with the query: where, in the line itself, and why. */
export function Diagnostics({ checked, onGoTo }: Props): ReactNode {
  const { t } = useTranslation();
  const { diagnostics, error, query } = checked;
  return (
    <section className="ld-diagnostics" aria-label={t("preventRules.check.title")}>
      <div role="status">
        <Verdict checked={checked} />
      </div>
      {error === null ? null : <ProblemPanel error={error} />}
      {diagnostics === undefined || diagnostics.length === 0 ? null : (
        <ol>
          {diagnostics.map((one) => (
            <li key={`${one.line} ${one.column} ${one.message}`}>
              <Diagnostic diagnostic={one} query={query} onGoTo={onGoTo} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Verdict({ checked: { diagnostics, checking, error } }: Pick<Props, "checked">): ReactNode {
  const { t } = useTranslation();
  if (error !== null) return null;
  if (diagnostics === undefined) return t(checking ? "preventRules.check.checking" : "preventRules.check.waiting");
  const good = diagnostics.length === 0;
  const count = diagnostics.length;
  return (
    <span className="ld-row">
      <StatusBadge tone={good ? "good" : "bad"}>
        {good ? t("preventRules.check.good") : t("preventRules.check.found", { count })}
      </StatusBadge>
      {checking ? <span className="ld-muted">{t("preventRules.check.old")}</span> : null}
    </span>
  );
}

interface DiagnosticProps extends Pick<Props, "onGoTo"> {
  readonly diagnostic: RuleDiagnostic;
  readonly query: string;
}

function Diagnostic({ diagnostic, query, onGoTo }: DiagnosticProps): ReactNode {
  const { t } = useTranslation();
  const place = { line: diagnostic.line, column: diagnostic.column };
  const shown = markedLine(query, place);
  return (
    <>
      <span className="ld-row">
        <Button size="small" aria-label={t("preventRules.check.goTo", place)} onClick={() => onGoTo(diagnostic)}>
          {t("preventRules.check.at", place)}
        </Button>
        <span lang="en">{diagnostic.message}</span>
      </span>
      {shown === undefined ? null : (
        <code className="ld-code" dir="ltr">
          {shown.before}
          <mark>{shown.marked === "" ? " " : shown.marked}</mark>
          {shown.after}
        </code>
      )}
    </>
  );
}
