import { Field, Input, Select, Textarea } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RuleField, RuleForm } from "./rule-form.ts";

/** What every field needs: the form, how to change it, and which fields are wrong. */
export interface FieldContext {
  readonly form: RuleForm;
  readonly onChange: (form: RuleForm) => void;
  readonly wrong: readonly RuleField[];
}

type TextName = Exclude<RuleField, "isActive">;

interface Props extends FieldContext {
  readonly name: TextName;
  readonly hint?: string;
  readonly required?: boolean;
}

interface LineProps extends Props {
  readonly type?: "text" | "datetime-local";
  readonly inputMode?: "text" | "numeric" | "decimal";
}

/** A labelled line of text; what is wrong with it and its hint are read out with it. */
export function LineField({ type = "text", inputMode = "text", ...props }: LineProps): ReactNode {
  const { form, name, onChange } = props;
  return (
    <Labelled {...props}>
      <Input
        type={type}
        inputMode={inputMode}
        value={form[name]}
        onChange={(_, { value }) => onChange({ ...form, [name]: value })}
      />
    </Labelled>
  );
}

/** A labelled text of several lines. */
export function LinesField(props: Props): ReactNode {
  const { form, name, onChange } = props;
  return (
    <Labelled {...props}>
      <Textarea
        value={form[name]}
        rows={name === "values" ? 5 : 2}
        resize="vertical"
        textarea={{ className: "ld-mono", spellCheck: false }}
        onChange={(_, { value }) => onChange({ ...form, [name]: value })}
      />
    </Labelled>
  );
}

interface ChoiceProps extends Props {
  readonly choices: readonly (readonly [value: string, label: string])[];
  /** Where a choice changes more than its own field. */
  readonly onChoose?: (value: string) => void;
}

/** A labelled choice of one of a few values. */
export function ChoiceField({ choices, onChoose, ...props }: ChoiceProps): ReactNode {
  const { form, name, onChange } = props;
  return (
    <Labelled {...props}>
      <Select
        value={form[name]}
        onChange={(_, { value }) => (onChoose === undefined ? onChange({ ...form, [name]: value }) : onChoose(value))}
      >
        {choices.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Labelled>
  );
}

interface LabelledProps extends Pick<Props, "name" | "hint" | "required" | "wrong"> {
  readonly children: React.ReactElement;
}

function Labelled({ name, hint, required = false, wrong, children }: LabelledProps): ReactNode {
  const { t } = useTranslation();
  const message = wrong.includes(name) ? { validationMessage: t(`filterEditor.wrong.${name}`) } : {};
  return (
    <Field
      label={t(`filterEditor.field.${name}`)}
      required={required}
      {...(hint === undefined ? {} : { hint })}
      {...message}
    >
      {children}
    </Field>
  );
}
