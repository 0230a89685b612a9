import { Button } from "@fluentui/react-components";
import { DeleteRegular, EditRegular } from "@fluentui/react-icons";
import type { StoredRetentionPolicy } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanEdit } from "../../../api/use-can-edit.ts";
import { useFormat } from "../../../preferences.ts";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import { DeletePolicyDialog } from "./delete-policy-dialog.tsx";

type Policy = StoredRetentionPolicy;

export function PolicyTable({ policies }: { readonly policies: readonly Policy[] }): ReactNode {
  const { t } = useTranslation();
  const canEdit = useCanEdit();
  const [deleting, setDeleting] = useState<Policy>();
  const actions: Column<Policy> = {
    key: "actions",
    header: t("policies.edit"),
    cell: (policy) => <Actions policy={policy} onDelete={() => setDeleting(policy)} />,
  };
  const columns = usePolicyColumns();
  return (
    <>
      <DataTable
        caption={t("policies.title")}
        captionHidden
        columns={canEdit ? [...columns, actions] : columns}
        rows={policies}
        rowKey={(policy) => policy.id}
      />
      {deleting === undefined ? null : <DeletePolicyDialog policy={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

function usePolicyColumns(): Column<Policy>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const archive = (policy: Policy): string =>
    policy.archiveEnabled ? format.days(policy.archiveRetentionDays) : t("policies.noArchive");
  return [
    { key: "name", header: t("policies.name"), cell: (policy) => policy.policyName },
    { key: "class", header: t("policies.class"), cell: (policy) => t(`terms.classShort.${policy.retentionClass}`) },
    { key: "tables", header: t("policies.tables"), cell: (policy) => policy.tables.join(", ") },
    { key: "hot", header: t("policies.hot"), cell: (policy) => format.days(policy.hotRetentionDays) },
    { key: "archive", header: t("policies.archive"), cell: archive },
    {
      key: "state",
      header: t("policies.state"),
      cell: (policy) => (
        <StatusBadge tone={policy.isActive ? "good" : "neutral"}>
          {t(policy.isActive ? "policies.active" : "policies.inactive")}
        </StatusBadge>
      ),
    },
    { key: "changed", header: t("policies.changed"), cell: (policy) => format.instant(policy.updatedAt) },
  ];
}

function Actions({ policy, onDelete }: { readonly policy: Policy; readonly onDelete: () => void }): ReactNode {
  const { t } = useTranslation();
  const name = policy.policyName;
  return (
    <span className="ld-row" style={{ flexWrap: "nowrap" }}>
      <ButtonLink
        to="/retain/policies/edit/$id"
        params={{ id: policy.id }}
        look="subtle"
        icon={<EditRegular />}
        aria-label={t("policies.editNamed", { name })}
      />
      <Button
        appearance="subtle"
        icon={<DeleteRegular />}
        aria-label={t("policies.deleteNamed", { name })}
        onClick={onDelete}
      />
    </span>
  );
}
