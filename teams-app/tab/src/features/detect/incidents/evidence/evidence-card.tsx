import type { DetectionEvidence } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { Card } from "../../../../ui/card.tsx";
import { CodeBlock } from "../../../../ui/code-block.tsx";
import { visibleText } from "../../../../ui/visible-text.ts";
import { SignalBars } from "./signal-bars.tsx";
import "./evidence-card.css";

/** The requests that were kept: as they were logged, as the pattern saw them, and why they matched. */
export function EvidenceCard({ evidence }: { readonly evidence: readonly DetectionEvidence[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <Card title={t("incidents.evidence.title")}>
      {evidence.length === 0 ? <p>{t("incidents.evidence.none")}</p> : null}
      {evidence.map((one) => (
        <Request key={`${one.at} ${one.itemId}`} evidence={one} />
      ))}
      {evidence.length === 0 ? null : <p className="ld-muted">{t("incidents.evidence.masked")}</p>}
    </Card>
  );
}

function Request({ evidence }: { readonly evidence: DetectionEvidence }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { at, method, status, request, decoded, signals } = evidence;
  const head =
    status === undefined
      ? visibleText(method)
      : t("incidents.evidence.answered", { method: visibleText(method), status: String(status) });
  return (
    <article className="ld-request">
      <h3>
        {format.instant(at)} · {head}
      </h3>
      <CodeBlock label={t("incidents.evidence.logged")} text={visibleText(request)} />
      {decoded === request ? (
        <p className="ld-muted">{t("incidents.evidence.same")}</p>
      ) : (
        <CodeBlock label={t("incidents.evidence.decoded")} text={visibleText(decoded)} />
      )}
      <SignalBars signals={signals} />
    </article>
  );
}
