import { Field, Input, Select, Switch, Textarea } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Complaints } from "./complaint.ts";
import { ComplaintTexts } from "./complaint-text.tsx";
import type { PolicyField, PolicyForm } from "./policy-form.ts";

type FieldsOf<T> = { [Name in PolicyField]: PolicyForm[Name] extends T ? Name : never }[PolicyField];
export type TextFieldName = FieldsOf<string>;
export type SwitchFieldName = FieldsOf<boolean>;

/** What every field needs: the form, how to change it, and what is wrong. */
export interface FieldContext {
  readonly form: PolicyForm;
  readonly onChange: (form: PolicyForm) => void;
  readonly complaints: Complaints;
}

interface TextProps extends FieldContext {
  readonly name: TextFieldName;
  readonly hint?: string;
  readonly kind?: "line" | "days" | "lines" | "code";
  readonly required?: boolean;
}

/** A labelled text field; its complaints and its hint are read out with it. */
export function TextField({ name, hint, kind = "line", required = false, ...context }: TextProps): ReactNode {
  const { t } = useTranslation();
  const value = context.form[name];
  const onChange = (_: unknown, data: { value: string }): void =>
    context.onChange({ ...context.form, [name]: data.value });
  return (
    <Field
      label={t(`policies.form.${name}`)}
      required={required}
      {...(hint === undefined ? {} : { hint })}
      {...messageOf(name, context.complaints)}
    >
      {kind === "lines" || kind === "code" ? (
        <Textarea
          name={name}
          value={value}
          onChange={onChange}
          resize="vertical"
          rows={kind === "lines" ? 3 : 2}
          {...(kind === "code" ? { textarea: { className: "ld-mono" }, spellCheck: false } : {})}
        />
      ) : (
        <Input name={name} value={value} onChange={onChange} {...(kind === "days" ? { inputMode: "numeric" } : {})} />
      )}
    </Field>
  );
}

interface ChoiceProps extends FieldContext {
  readonly name: TextFieldName;
  readonly choices: readonly (readonly [value: string, label: string])[];
}

/** A labelled choice of one of a few values. */
export function ChoiceField({ name, choices, ...context }: ChoiceProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Field label={t(`policies.form.${name}`)} {...messageOf(name, context.complaints)}>
      <Select
        name={name}
        value={context.form[name]}
        onChange={(_, data) => context.onChange({ ...context.form, [name]: data.value })}
      >
        {choices.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** A labelled on-off switch. */
export function SwitchField({ name, ...context }: FieldContext & { readonly name: SwitchFieldName }): ReactNode {
  const { t } = useTranslation();
  return (
    <Field {...messageOf(name, context.complaints)}>
      <Switch
        name={name}
        label={t(`policies.form.${name}`)}
        checked={context.form[name]}
        onChange={(_, data) => context.onChange({ ...context.form, [name]: data.checked })}
      />
    </Field>
  );
}

function messageOf(name: PolicyField, complaints: Complaints) {
  const list = complaints[name];
  if (list === undefined || list.length === 0) return {};
  return { validationState: "error" as const, validationMessage: <ComplaintTexts complaints={list} /> };
}
