import type { StoredPreventFinding } from "@logdoctor/shared-policies";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { Card } from "../../../ui/card.tsx";
import { costText } from "../words/cost-text.ts";
import { findingName, resourceName } from "../words/finding-name.ts";
import "./cost-bars.css";

const most = 5;

/** What the most expensive findings cost, as bars on one scale; each leads to its finding. */
export function CostBars({ findings }: { readonly findings: readonly StoredPreventFinding[] }): ReactNode {
  const { t } = useTranslation();
  const billed = findings.filter(({ usdPerMonth = 0 }) => usdPerMonth > 0).slice(0, most);
  const whole = Math.max(...billed.map(({ usdPerMonth = 0 }) => usdPerMonth));
  if (billed.length === 0) return null;
  return (
    <Card title={t("prevent.bars.title")}>
      <ol className="ld-cost-bars">
        {billed.map((finding) => (
          <Bar key={finding.id} finding={finding} share={(finding.usdPerMonth ?? 0) / whole} />
        ))}
      </ol>
    </Card>
  );
}

function Bar({ finding, share }: { readonly finding: StoredPreventFinding; readonly share: number }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const where = finding.service ?? resourceName(finding.resource) ?? finding.table;
  return (
    <li>
      <Link className="ld-link ld-cost-name" to="/prevent/findings/$id" params={{ id: finding.id }}>
        <bdi>{findingName(finding, t)}</bdi>
      </Link>
      <span className="ld-muted ld-cost-where">{where}</span>
      <svg width="100%" height="14" aria-hidden="true" focusable="false">
        <rect className="ld-cost-ground" width="100%" height="14" rx="3" />
        <rect className="ld-cost-fill" width={`${Math.max(share * 100, 0.5)}%`} height="14" rx="3" />
      </svg>
      <strong>{costText(finding, t, format)}</strong>
    </li>
  );
}
