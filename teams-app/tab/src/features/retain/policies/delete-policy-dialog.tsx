import { deleteRetentionPolicy, type StoredRetentionPolicy } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../api/queries.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

interface Props {
  readonly policy: StoredRetentionPolicy;
  readonly onClose: () => void;
}

/** Deletes the version that the list shows; one that changed meanwhile is refused, and the list is read again. */
export function DeletePolicyDialog({ policy, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const client = useQueryClient();
  const announce = useAnnounce();
  const name = policy.policyName;
  const remove = useMutation({
    mutationFn: async () => await api.call(deleteRetentionPolicy, { params: { id: policy.id }, ifMatch: policy.etag }),
    onSuccess: () => {
      announce(t("policies.deleted", { name }));
      onClose();
    },
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.policies }),
  });
  return (
    <ConfirmDialog
      title={t("policies.deleteTitle", { name })}
      confirm={t("policies.delete")}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t("policies.deleteBody")}</p>
    </ConfirmDialog>
  );
}
