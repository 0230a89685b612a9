import { Button, Field, Input } from "@fluentui/react-components";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../../ui/card.tsx";
import { type ResponderForm, withResponder } from "./notify-form.ts";
import type { FormPart } from "./notify-form-view.tsx";
import "./responders-card.css";

/** The people whose clicks on cards count. */
export function RespondersCard(part: FormPart): ReactNode {
  const { t } = useTranslation();
  const below = useRef<HTMLDivElement>(null);
  const { form, onChange, disabled } = part;
  const remove = (key: number): void => {
    onChange({ ...form, responders: form.responders.filter((row) => row.key !== key) });
    // The button that had the focus is gone.
    below.current?.querySelector("button")?.focus();
  };
  return (
    <Card title={t("notify.responders.title")}>
      <p className="ld-muted">{t("notify.responders.lead")}</p>
      {form.responders.length === 0 ? <p>{t("notify.responders.none")}</p> : null}
      <div style={{ display: "grid", gap: 8 }}>
        {form.responders.map((row, index) => (
          <Responder key={row.key} {...part} row={row} number={index + 1} onRemove={() => remove(row.key)} />
        ))}
      </div>
      {disabled ? null : (
        <div ref={below} style={{ marginTop: 12 }}>
          <Button onClick={() => onChange(withResponder(form))}>{t("notify.responders.add")}</Button>
        </div>
      )}
    </Card>
  );
}

interface RowProps extends FormPart {
  readonly row: ResponderForm;
  readonly number: number;
  readonly onRemove: () => void;
}

function Responder({ form, onChange, complaints, disabled, row, number, onRemove }: RowProps): ReactNode {
  const { t } = useTranslation();
  const set = (changed: Partial<ResponderForm>): void =>
    onChange({
      ...form,
      responders: form.responders.map((one) => (one.key === row.key ? { ...one, ...changed } : one)),
    });
  const name = complaints.names.includes(row.key) ? { validationMessage: t("notify.responders.nameMissing") } : {};
  const id = complaints.objectIds.includes(row.key) ? { validationMessage: t("notify.responders.objectIdWrong") } : {};
  return (
    <div className="ld-responder">
      <Field label={t("notify.responders.name", { n: number })} {...name}>
        <Input value={row.name} maxLength={200} disabled={disabled} onChange={(_, { value }) => set({ name: value })} />
      </Field>
      <Field label={t("notify.responders.objectId", { n: number })} {...id}>
        <Input
          value={row.objectId}
          maxLength={40}
          spellCheck={false}
          disabled={disabled}
          onChange={(_, { value }) => set({ objectId: value })}
        />
      </Field>
      {disabled ? null : (
        <Button onClick={onRemove} aria-label={t("notify.responders.remove", { n: number })}>
          {t("notify.responders.removeShort")}
        </Button>
      )}
    </div>
  );
}
