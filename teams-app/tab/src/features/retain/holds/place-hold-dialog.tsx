import { Field, Input, Radio, RadioGroup, Textarea } from "@fluentui/react-components";
import { type NewLegalHold, placeLegalHold } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../api/queries.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { type CheckedHold, checkHold, type HoldComplaint, type HoldForm, newHoldForm } from "./hold-form.ts";

/** Asks what to hold and why. */
export function PlaceHoldDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [form, setForm] = useState(newHoldForm);
  const [tried, setTried] = useState(false);
  const checked = checkHold(form);
  const place = useMutation({
    mutationFn: async (hold: NewLegalHold) => await api.call(placeLegalHold, { body: hold }),
    onSuccess: async () => {
      announce(t("holds.placedDone"));
      onClose();
      await client.invalidateQueries({ queryKey: keys.holds });
    },
  });
  const confirm = (): void => {
    setTried(true);
    if (checked.hold !== undefined) place.mutate(checked.hold);
  };
  return (
    <ConfirmDialog
      title={t("holds.place")}
      confirm={t("holds.placeNow")}
      busy={place.isPending}
      error={place.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <HoldFields form={form} onChange={setForm} complaints={tried ? checked.complaints : {}} />
    </ConfirmDialog>
  );
}

interface FieldsProps {
  readonly form: HoldForm;
  readonly onChange: (form: HoldForm) => void;
  readonly complaints: CheckedHold["complaints"];
}

function HoldFields({ form, onChange, complaints }: FieldsProps): ReactNode {
  const { t } = useTranslation();
  const message = (complaint: HoldComplaint | undefined) =>
    complaint === undefined
      ? {}
      : { validationState: "error" as const, validationMessage: complaintText(complaint, t) };
  const set = (name: keyof HoldForm) => (_: unknown, data: { value: string }) =>
    onChange({ ...form, [name]: data.value });
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <Field label={t("holds.reason")} required hint={t("holds.reasonHint")} {...message(complaints.reason)}>
        <Textarea value={form.reason} onChange={set("reason")} />
      </Field>
      <Field label={t("holds.tables")}>
        <RadioGroup value={form.scope} onChange={set("scope")}>
          <Radio value="all" label={t("holds.all")} />
          <Radio value="some" label={t("holds.some")} />
        </RadioGroup>
      </Field>
      {form.scope === "all" ? null : (
        <Field label={t("holds.tableNames")} hint={t("policies.form.tablesHint")} {...message(complaints.tables)}>
          <Textarea value={form.tables} onChange={set("tables")} />
        </Field>
      )}
      <Field label={t("holds.from")} hint={t("holds.rangeHint")}>
        <Input type="date" value={form.from} onChange={set("from")} />
      </Field>
      <Field label={t("holds.to")} hint={t("holds.rangeHint")} {...message(complaints.to)}>
        <Input type="date" value={form.to} onChange={set("to")} />
      </Field>
    </div>
  );
}

function complaintText(complaint: HoldComplaint, t: TFunction<"tab">): string {
  if ("key" in complaint) return t(`holds.${complaint.key}`);
  if (complaint.tables === "none") return t("policies.error.tablesFew");
  return t("policies.error.tableName", { name: complaint.name });
}
