import { Button, Field, Input, Textarea } from "@fluentui/react-components";
import { explainFilter, TableName } from "@logdoctor/shared-policies";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApi } from "../../../services.ts";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { AnswerView } from "./answer-view.tsx";
import { type ReadRow, readRow, tableOf } from "./read-row.ts";

interface Question {
  readonly table: string;
  readonly row: NonNullable<ReadRow["row"]>;
}

/** Takes a row, and asks which rule in force would drop it. */
export function ExplainForm(): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const [text, setText] = useState("");
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const { row, problem } = readRow(text);
  const table = typed.trim() === "" ? (tableOf(row) ?? "") : typed.trim();
  const known = TableName.safeParse(table).success;
  const ask = useMutation({
    mutationFn: async (question: Question) => (await api.call(explainFilter, { body: question })).data,
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (row !== undefined && known && !ask.isPending) ask.mutate({ table, row });
  };
  const rowMessage =
    tried && problem !== undefined ? { validationMessage: t(`filterEditor.explain.wrong.${problem}`) } : {};
  const tableMessage = tried && row !== undefined && !known ? { validationMessage: t("filterEditor.wrong.table") } : {};
  return (
    <>
      <form noValidate onSubmit={submit} style={{ display: "grid", gap: 12 }}>
        <Field label={t("filterEditor.explain.json")} hint={t("filterEditor.explain.hint")} required {...rowMessage}>
          <Textarea
            value={text}
            rows={8}
            resize="vertical"
            textarea={{ className: "ld-mono", spellCheck: false }}
            onChange={(_, { value }) => setText(value)}
          />
        </Field>
        <Field label={t("filterEditor.field.table")} hint={t("filterEditor.explain.tableHint")} {...tableMessage}>
          <Input
            value={typed}
            placeholder={tableOf(row) ?? ""}
            style={{ maxWidth: 360 }}
            onChange={(_, { value }) => setTyped(value)}
          />
        </Field>
        <Button type="submit" appearance="primary" style={{ justifySelf: "start" }} disabledFocusable={ask.isPending}>
          {t("filterEditor.explain.ask")}
        </Button>
      </form>
      <div role="status" style={{ marginTop: 16 }}>
        {ask.data === undefined || ask.isPending ? null : <AnswerView answer={ask.data} table={ask.variables.table} />}
      </div>
      {ask.error === null ? null : <ProblemPanel error={ask.error} />}
    </>
  );
}
