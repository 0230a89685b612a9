import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { createSampling, type SamplingInput, type StoredSampling, updateSampling } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { filterKeys, samplingQuery } from "../../../api/filter-queries.ts";
import { isConflict } from "../../../api/is-conflict.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { SamplingFields } from "./sampling-fields.tsx";
import { checkSampling, newSamplingForm, samplingFormOf } from "./sampling-form.ts";

interface Props {
  /** Without one, a new rate is made. */
  readonly rate?: StoredSampling;
  readonly onClose: () => void;
}

/** Adds a rate, or changes one as it was seen. */
export function SamplingDialog({ rate, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [form, setForm] = useState(() => (rate === undefined ? newSamplingForm : samplingFormOf(rate)));
  const [tried, setTried] = useState(false);
  const checked = checkSampling(form);
  const save = useMutation({
    mutationFn: async (body: SamplingInput) => {
      if (rate === undefined) return (await api.call(createSampling, { body })).data;
      return (await api.call(updateSampling, { params: { id: rate.id }, body, ifMatch: rate.etag })).data;
    },
    onSuccess: ({ targetCategory: name }) => {
      announce(t("filterEditor.sampling.saved", { name }));
      onClose();
    },
    onError: async (error) => {
      if (rate === undefined || !isConflict(error)) return;
      const rates = await client.fetchQuery({ ...samplingQuery(api), staleTime: 0 });
      const newer = rates.find(({ id }) => id === rate.id);
      if (newer !== undefined) setForm(samplingFormOf(newer));
    },
    onSettled: async () => await client.invalidateQueries({ queryKey: filterKeys.sampling }),
  });
  const confirm = (): void => {
    setTried(true);
    if (checked.rate !== undefined && !save.isPending) save.mutate(checked.rate);
  };
  const name = rate?.targetCategory;
  return (
    <ConfirmDialog
      title={
        name === undefined ? t("filterEditor.sampling.addTitle") : t("filterEditor.sampling.changeTitle", { name })
      }
      confirm={t("filterEditor.sampling.save")}
      busy={save.isPending}
      error={isConflict(save.error) ? null : save.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {isConflict(save.error) ? (
        <MessageBar role="alert" intent="warning" layout="multiline">
          <MessageBarBody>{t("filterEditor.sampling.conflict")}</MessageBarBody>
        </MessageBar>
      ) : null}
      <p className="ld-muted">{t("filterEditor.sampling.alone")}</p>
      <SamplingFields form={form} onChange={setForm} wrong={tried ? checked.wrong : []} />
    </ConfirmDialog>
  );
}
