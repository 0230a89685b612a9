import { Field, Textarea } from "@fluentui/react-components";
import type { RuleDiagnostic } from "@logdoctor/shared-policies";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { complaintMessage } from "./complaint-message.tsx";
import { Diagnostics } from "./diagnostics.tsx";
import { selectionAt } from "./marked-line.ts";
import type { FieldProps } from "./rule-fields.tsx";
import { useDiagnostics } from "./use-diagnostics.ts";

/** The query, with what is wrong in it while it is typed; each problem leads to its place. */
export function KqlField({ form, onChange, complaints }: FieldProps): ReactNode {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const checked = useDiagnostics(form.kqlQuery);
  const goTo = (place: RuleDiagnostic): void => {
    const { start, end } = selectionAt(form.kqlQuery, place);
    const area = box.current?.querySelector("textarea");
    area?.focus();
    area?.setSelectionRange(start, end);
  };
  return (
    <div ref={box} style={{ display: "grid", gap: 8 }}>
      <Field
        label={t("preventRules.form.kqlQuery")}
        hint={t("preventRules.form.kqlHint")}
        required
        {...complaintMessage(complaints.kqlQuery, t)}
      >
        <Textarea
          value={form.kqlQuery}
          onChange={(_, { value }) => onChange({ ...form, kqlQuery: value })}
          resize="vertical"
          rows={5}
          spellCheck={false}
          textarea={{ dir: "ltr", style: { fontFamily: 'Consolas, "Courier New", monospace' } }}
        />
      </Field>
      <Diagnostics checked={checked} onGoTo={goTo} />
    </div>
  );
}
