import { Button, Field, Input, Select } from "@fluentui/react-components";
import { ExceptionField, type ExceptionTest, ExceptionTest as ExceptionTestDocument } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "./test-fields.css";

interface Props {
  readonly number: number;
  readonly test: ExceptionTest;
  readonly wrong: boolean;
  readonly onChange: (test: ExceptionTest) => void;
  readonly onRemove?: () => void;
}

const operators = ExceptionTestDocument.shape.operator.options;

/** One test: of what, how, and against which text. */
export function TestFields({ number, test, wrong, onChange, onRemove }: Props): ReactNode {
  const { t } = useTranslation();
  const message = wrong ? { validationMessage: t("exceptions.propose.valueMissing") } : {};
  return (
    <div className="ld-test">
      <Field label={t("exceptions.propose.field", { n: number })}>
        <Select
          value={test.field}
          onChange={(_, { value }) => onChange({ ...test, field: ExceptionField.parse(value) })}
        >
          {ExceptionField.options.map((field) => (
            <option key={field} value={field}>
              {t(`detect.field.${field}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("exceptions.propose.operator")}>
        <Select
          value={test.operator}
          onChange={(_, { value }) =>
            onChange({ ...test, operator: ExceptionTestDocument.shape.operator.parse(value) })
          }
        >
          {operators.map((operator) => (
            <option key={operator} value={operator}>
              {t(`detect.operator.${operator}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("exceptions.propose.value")} {...message}>
        <Input value={test.value} maxLength={500} onChange={(_, { value }) => onChange({ ...test, value })} />
      </Field>
      {onRemove === undefined ? null : (
        <Button onClick={onRemove} aria-label={t("exceptions.propose.remove", { n: number })}>
          {t("exceptions.propose.removeShort")}
        </Button>
      )}
    </div>
  );
}
