import { type ExceptionTest, proposeException, type StoredIncident } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { detectKeys } from "../../../api/detect-queries.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { ExceptionFields } from "./exception-fields.tsx";
import { type CheckedException, checkException, newExceptionForm } from "./exception-form.ts";
import { ProposedDialog } from "./proposed-dialog.tsx";

interface Props {
  readonly incident: StoredIncident;
  readonly suggested: readonly ExceptionTest[] | undefined;
  readonly onClose: () => void;
}

/** Asks what to except and why; then shows what that would have hidden. */
export function ProposeDialog({ incident: { id: incidentId, patternId }, suggested, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [form, setForm] = useState(() => newExceptionForm(suggested));
  const [tried, setTried] = useState(false);
  const { exception, wrong } = checkException(form);
  const propose = useMutation({
    mutationFn: async (checked: NonNullable<CheckedException["exception"]>) =>
      (await api.call(proposeException, { body: { ...checked, patternId, incidentId } })).data,
    onSuccess: () => {
      announce(t("exceptions.propose.proposed"));
      void client.invalidateQueries({ queryKey: detectKeys.exceptions });
    },
  });
  const confirm = (): void => {
    setTried(true);
    if (exception !== undefined && !propose.isPending) propose.mutate(exception);
  };
  if (propose.data !== undefined) return <ProposedDialog exception={propose.data} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t("exceptions.propose.title", { pattern: patternId })}
      confirm={t("exceptions.propose.send")}
      busy={propose.isPending}
      wide
      error={propose.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t("exceptions.propose.lead")}</p>
      <ExceptionFields form={form} onChange={setForm} wrong={tried ? wrong : undefined} />
    </ConfirmDialog>
  );
}
