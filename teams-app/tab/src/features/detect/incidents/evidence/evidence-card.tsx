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
      {alike(evidence).map(([one, ...others]) => (
        <Request key={`${one.at} ${one.itemId}`} evidence={one} others={others} />
      ))}
      {evidence.length === 0 ? null : <p className="ld-muted">{t("incidents.evidence.masked")}</p>}
    </Card>
  );
}

type Alike = readonly [DetectionEvidence, ...DetectionEvidence[]];

/** Requests that differ in their time alone, as those of a pattern that counts do, stand together. */
function alike(evidence: readonly DetectionEvidence[]): Alike[] {
  const groups = new Map<string, Alike>();
  for (const one of evidence) {
    const { at, itemId, ...what } = one;
    const key = JSON.stringify(what);
    const [first, ...others] = groups.get(key) ?? [one];
    groups.set(key, groups.has(key) ? [first, ...others, one] : [first]);
  }
  return [...groups.values()];
}

interface RequestProps {
  readonly evidence: DetectionEvidence;
  readonly others: readonly DetectionEvidence[];
}

function Request({ evidence, others }: RequestProps): ReactNode {
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
      {others.length === 0 ? null : (
        <p>{t("incidents.evidence.alike", { count: others.length, until: format.instant(latest(others)) })}</p>
      )}
      <CodeBlock label={t("incidents.evidence.logged")} text={visibleText(request)} />
      <Decoded request={request} decoded={decoded} />
      <SignalBars signals={signals} />
    </article>
  );
}

/** A pattern that counts requests decodes none. */
function Decoded({ request, decoded }: Pick<DetectionEvidence, "request" | "decoded">): ReactNode {
  const { t } = useTranslation();
  if (decoded === "") return null;
  if (decoded === request) return <p className="ld-muted">{t("incidents.evidence.same")}</p>;
  return <CodeBlock label={t("incidents.evidence.decoded")} text={visibleText(decoded)} />;
}

function latest(evidence: readonly DetectionEvidence[]): string {
  return (
    evidence
      .map(({ at }) => at)
      .toSorted()
      .at(-1) ?? ""
  );
}
