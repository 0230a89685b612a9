import type { AgentView } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { agentsQuery } from "../../api/queries.ts";
import { useFormat } from "../../preferences.ts";
import { useApi, useServices } from "../../services.ts";
import { Card } from "../../ui/card.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { StatusBadge, type Tone } from "../../ui/status-badge.tsx";

type JobView = AgentView["jobs"][number];

const tones: Record<JobView["phase"], Tone> = {
  "never-ran": "neutral",
  running: "running",
  unfinished: "waiting",
  done: "good",
};

/** Every agent with the state of its jobs and when each is due. */
export function HealthCard(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(agentsQuery(useApi()));
  return (
    <Card title={t("overview.health.title")}>
      <QueryView query={query}>
        {(agents) =>
          agents.length === 0 ? (
            <EmptyState title={t("overview.health.emptyTitle")} body={t("overview.health.emptyBody")} />
          ) : (
            agents.map((agent) => <Agent key={agent.agentId} agent={agent} />)
          )
        }
      </QueryView>
    </Card>
  );
}

function Agent({ agent }: { readonly agent: AgentView }): ReactNode {
  const { t } = useTranslation();
  const name = agent.workspaceResourceId.split("/").at(-1) ?? agent.workspaceResourceId;
  const columns: Column<JobView>[] = [
    { key: "job", header: t("overview.health.job"), cell: ({ job }) => t(`terms.job.${job}`) },
    {
      key: "state",
      header: t("overview.health.state"),
      cell: ({ phase }) => <StatusBadge tone={tones[phase]}>{t(`terms.phase.${phase}`)}</StatusBadge>,
    },
    { key: "next", header: t("overview.health.next"), cell: (job) => <Due job={job} /> },
  ];
  const caption = t("overview.health.workspace", { name, region: agent.region });
  return (
    <>
      <DataTable caption={caption} columns={columns} rows={agent.jobs} rowKey={({ job }) => job} />
      <p className="ld-muted">
        {agent.agentId} · {t("overview.health.version", { version: agent.agentVersion })}
      </p>
    </>
  );
}

/** A quarter of an hour past its time a job counts as overdue: agents ask every five minutes. */
const graceMs = 15 * 60_000;

function Due({ job }: { readonly job: JobView }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useServices().clock();
  if (job.nextDueAt === undefined || job.phase === "running") return "–";
  if (Date.parse(job.nextDueAt) + graceMs >= now.getTime()) return format.fromNow(job.nextDueAt, now);
  const when = format.instant(job.nextDueAt);
  return <StatusBadge tone="bad">{t("overview.health.overdue", { when })}</StatusBadge>;
}
