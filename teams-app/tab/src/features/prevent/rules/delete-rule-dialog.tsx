import { deletePreventionRule, type StoredPreventionRule } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { preventKeys } from "../../../api/prevent-queries.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

interface Props {
  readonly rule: StoredPreventionRule;
  readonly onClose: () => void;
}

/** Asks before one of the tenant's own rules goes. */
export function DeleteRuleDialog({ rule: { id, ruleName: name, etag }, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const client = useQueryClient();
  const announce = useAnnounce();
  const remove = useMutation({
    mutationFn: async () => await api.call(deletePreventionRule, { params: { id }, ifMatch: etag }),
    onSuccess: async () => {
      announce(t("preventRules.deleted", { name }));
      onClose();
      await client.invalidateQueries({ queryKey: preventKeys.rules });
    },
    onError: async () => await client.invalidateQueries({ queryKey: preventKeys.rules }),
  });
  return (
    <ConfirmDialog
      title={t("preventRules.deleteTitle", { name })}
      confirm={t("preventRules.delete")}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t("preventRules.deleteBody")}</p>
    </ConfirmDialog>
  );
}
