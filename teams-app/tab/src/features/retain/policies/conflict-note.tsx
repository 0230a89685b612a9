import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PolicyEditor } from "./use-policy-editor.ts";

/** Says that someone else changed or deleted the policy meanwhile, and offers the way on without losing edits. */
export function ConflictNote({ editor }: { readonly editor: PolicyEditor }): ReactNode {
  const { t } = useTranslation();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (editor.state !== "editing") note.current?.focus();
  }, [editor.state]);
  if (editor.state === "editing") return null;
  return (
    <div ref={note} tabIndex={-1} style={{ outline: "none" }}>
      <MessageBar
        role="alert"
        intent={editor.state === "merged" ? "info" : "warning"}
        layout="multiline"
        style={{ marginBottom: 16 }}
      >
        <MessageBarBody>
          {editor.state === "conflict" ? <Conflict editor={editor} /> : null}
          {editor.state === "gone" ? t("policies.conflict.gone") : null}
          {editor.state === "merged" ? <Merged editor={editor} /> : null}
        </MessageBarBody>
      </MessageBar>
    </div>
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
