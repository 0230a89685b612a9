import { Button, MessageBarTitle } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FocusedNote } from "../../../ui/focused-note.tsx";
import type { PolicyEditor } from "./use-policy-editor.ts";

/** Says that someone else changed or deleted the policy meanwhile, and offers the way on without losing edits. */
export function ConflictNote({ editor }: { readonly editor: PolicyEditor }): ReactNode {
  const { t } = useTranslation();
  if (editor.state === "editing") return null;
  return (
    <FocusedNote key={editor.state} intent={editor.state === "merged" ? "info" : "warning"}>
      {editor.state === "conflict" ? <Conflict editor={editor} /> : null}
      {editor.state === "gone" ? t("policies.conflict.gone") : null}
      {editor.state === "merged" ? <Merged editor={editor} /> : null}
    </FocusedNote>
  );
}

function Conflict({ editor }: { readonly editor: PolicyEditor }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <MessageBarTitle>{t("policies.conflict.title")}</MessageBarTitle>
      <p style={{ margin: "4px 0 8px" }}>{t("policies.conflict.body")}</p>
      <Button onClick={editor.reload} disabledFocusable={editor.busy}>
        {t("policies.conflict.reload")}
      </Button>
    </>
  );
}

function Merged({ editor }: { readonly editor: PolicyEditor }): ReactNode {
  const { t } = useTranslation();
  const fields = editor.both.map((field) => t(`policies.form.${field}`)).join(", ");
  return (
    <>
      <p style={{ margin: 0 }}>{t("policies.conflict.loaded")}</p>
      {fields === "" ? null : <p style={{ margin: "4px 0 0" }}>{t("policies.conflict.both", { fields })}</p>}
    </>
  );
}
