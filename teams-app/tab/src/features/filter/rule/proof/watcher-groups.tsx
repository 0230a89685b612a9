import { Button } from "@fluentui/react-components";
import type { Watcher } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";
import { useFormat } from "../../../../preferences.ts";
import { type Column, DataTable } from "../../../../ui/data-table.tsx";
import { StatusBadge, type Tone } from "../../../../ui/status-badge.tsx";
import { approvalOf } from "./approval-of.ts";
import { ApproveDialog } from "./approve-dialog.tsx";

type Verdict = Watcher["verdict"];

/** What needs a person first. */
const verdicts: readonly Verdict[] = ["lost", "unknown", "equal", "proved"];
const tones: Record<Verdict, Tone> = { lost: "bad", unknown: "waiting", equal: "good", proved: "good" };

interface Props {
  readonly rule: FilterRuleDetail;
  readonly watchers: readonly Watcher[];
  readonly canApprove: boolean;
}

/** Who reads the table, by what became of them; what is fine stays folded. */
export function WatcherGroups({ rule, watchers, canApprove }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [approving, setApproving] = useState<string>();
  const asked = watchers.find(({ id }) => id === approving);
  return (
    <>
      {verdicts.map((verdict) => {
        const found = watchers.filter((one) => one.verdict === verdict);
        if (found.length === 0) return null;
        const open = verdict === "lost" || verdict === "unknown";
        return (
          <details key={verdict} open={open} style={{ marginBottom: 12 }}>
            <summary>
              <StatusBadge tone={tones[verdict]}>
                {t(`filterRule.certificate.verdict.${verdict}`, { n: format.number(found.length) })}
              </StatusBadge>
            </summary>
            <p className="ld-muted">{t(`filterRule.certificate.about.${verdict}`)}</p>
            <WatcherTable
              rule={rule}
              verdict={verdict}
              watchers={found}
              {...(open && canApprove ? { onApprove: setApproving } : {})}
            />
          </details>
        );
      })}
      {asked === undefined ? null : (
        <ApproveDialog rule={rule} watcher={asked} onClose={() => setApproving(undefined)} />
      )}
    </>
  );
}

interface TableProps {
  readonly rule: FilterRuleDetail;
  readonly verdict: Verdict;
  readonly watchers: readonly Watcher[];
  readonly onApprove?: (id: string) => void;
}

function WatcherTable({ rule, verdict, watchers, onApprove }: TableProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const lost: Column<Watcher> = {
    key: "lost",
    header: t("filterRule.certificate.lost"),
    cell: (watcher) => format.number(watcher.lost),
    numeric: true,
  };
  const approval: Column<Watcher> = {
    key: "approval",
    header: t("filterRule.certificate.approval"),
    cell: (watcher) => (
      <>
        <Approval rule={rule} watcher={watcher} onApprove={onApprove} />
        <AlsoFor rule={rule} id={watcher.id} />
      </>
    ),
  };
  const columns: Column<Watcher>[] = [
    { key: "id", header: t("filterRule.certificate.watcher"), cell: ({ id }) => id },
    {
      key: "kind",
      header: t("filterRule.certificate.kind"),
      cell: ({ kind }) => t(`filterRule.certificate.kinds.${kind}`),
    },
    { key: "version", header: t("filterRule.certificate.watcherVersion"), cell: ({ version }) => version },
    {
      key: "detail",
      header: t("filterRule.certificate.detail"),
      cell: ({ detail }) => <span lang="en">{detail}</span>,
    },
    ...(verdict === "lost" ? [lost] : []),
    ...(verdict === "lost" || verdict === "unknown" ? [approval] : []),
  ];
  return (
    <DataTable
      caption={t(`filterRule.certificate.verdict.${verdict}`, { n: format.number(watchers.length) })}
      captionHidden
      columns={columns}
      rows={watchers}
      rowKey={({ id }) => id}
    />
  );
}

interface ApprovalProps {
  readonly rule: FilterRuleDetail;
  readonly watcher: Watcher;
  readonly onApprove: ((id: string) => void) | undefined;
}

function Approval({ rule, watcher, onApprove }: ApprovalProps): ReactNode {
  const { t } = useTranslation();
  const { id } = watcher;
  const state = approvalOf(rule, watcher);
  if (state === "approved") return <StatusBadge tone="good">{t("filterRule.certificate.approved")}</StatusBadge>;
  const earlier =
    state === "earlier" ? (
      <StatusBadge tone="waiting">{t("filterRule.certificate.approvedEarlier")}</StatusBadge>
    ) : null;
  if (onApprove === undefined) return earlier ?? t("filterRule.certificate.notApproved");
  return (
    <>
      {earlier}
      <Button
        size="small"
        aria-label={t("filterRule.certificate.approveNamed", { name: id })}
        onClick={() => onApprove(id)}
      >
        {t("filterRule.certificate.approve")}
      </Button>
    </>
  );
}

/** Rules in force beside this one that lack an approval of the same watcher. */
function AlsoFor({ rule, id }: { readonly rule: FilterRuleDetail; readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const waiting = rule.waitsFor?.filter(({ watcherIds }) => watcherIds.includes(id)) ?? [];
  return waiting.map(({ ruleId, ruleName }) => (
    <div key={ruleId}>
      <StatusBadge tone="waiting">{t("filterRule.certificate.alsoFor", { name: ruleName })}</StatusBadge>
    </div>
  ));
}
