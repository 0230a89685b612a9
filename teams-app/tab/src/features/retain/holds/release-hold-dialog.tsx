import { type LegalHold, releaseLegalHold } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../api/queries.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

interface Props {
  readonly hold: LegalHold;
  readonly onClose: () => void;
}

export function ReleaseHoldDialog({ hold, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const client = useQueryClient();
  const announce = useAnnounce();
  const release = useMutation({
    mutationFn: async () => await api.call(releaseLegalHold, { params: { id: hold.id } }),
    onSuccess: () => {
      announce(t("holds.released"));
      onClose();
    },
    onSettled: async () => await client.invalidateQueries({ queryKey: keys.holds }),
  });
  return (
    <ConfirmDialog
      title={t("holds.releaseTitle")}
      confirm={t("holds.release")}
      busy={release.isPending}
      error={release.error}
      onConfirm={() => release.mutate()}
      onClose={onClose}
    >
      <p>{t("holds.releaseBody", { reason: hold.reason })}</p>
    </ConfirmDialog>
  );
}
