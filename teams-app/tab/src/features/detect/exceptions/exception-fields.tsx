import { Button, Field, Input, Textarea } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type CheckedException, type ExceptionForm, emptyTest, mostTests } from "./exception-form.ts";
import { TestFields } from "./test-fields.tsx";

interface Props {
  readonly form: ExceptionForm;
  readonly onChange: (form: ExceptionForm) => void;
  /** Undefined until one tried to send the form. */
  readonly wrong: CheckedException["wrong"] | undefined;
}

const numbers = Array.from({ length: mostTests }, (_, index) => index + 1);

export function ExceptionFields({ form, onChange, wrong }: Props): ReactNode {
  const { t } = useTranslation();
  const { tests } = form;
  const message = (is: boolean | undefined, text: string) => (is === true ? { validationMessage: text } : {});
  return (
    <div style={{ display: "grid", gap: 12 }}>
      {numbers.slice(0, tests.length).map((number) => (
        <TestFields
          key={number}
          number={number}
          test={tests[number - 1] ?? emptyTest}
          wrong={wrong?.tests[number - 1] === true}
          onChange={(changed) => onChange({ ...form, tests: tests.with(number - 1, changed) })}
          {...(tests.length > 1
            ? { onRemove: () => onChange({ ...form, tests: tests.toSpliced(number - 1, 1) }) }
            : {})}
        />
      ))}
      {tests.length < mostTests ? (
        <Button style={{ justifySelf: "start" }} onClick={() => onChange({ ...form, tests: [...tests, emptyTest] })}>
          {t("exceptions.propose.add")}
        </Button>
      ) : null}
      <Field label={t("detect.reasonLabel")} required {...message(wrong?.reason, t("detect.reasonShort"))}>
        <Textarea
          value={form.reason}
          maxLength={500}
          onChange={(_, { value }) => onChange({ ...form, reason: value })}
        />
      </Field>
      <Field label={t("exceptions.propose.days")} {...message(wrong?.days, t("exceptions.propose.daysWrong"))}>
        <Input inputMode="numeric" value={form.days} onChange={(_, { value }) => onChange({ ...form, days: value })} />
      </Field>
    </div>
  );
}
