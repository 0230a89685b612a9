import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RuleEditor } from "./use-rule-editor.ts";

/** Says that someone else changed the rule meanwhile, and offers the way on without losing edits. */
export function NewerNote({ editor }: { readonly editor: RuleEditor }): ReactNode {
  const { t } = useTranslation();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (editor.state !== "editing") note.current?.focus();
  }, [editor.state]);
  if (editor.state === "editing") return null;
  const merged = editor.state === "merged";
  return (
    <div ref={note} tabIndex={-1} style={{ outline: "none", marginBottom: 16 }}>
      <MessageBar role="alert" intent={merged ? "info" : "warning"} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t(merged ? "filterEditor.merged" : "filterRule.conflictTitle")}</MessageBarTitle>
          <p style={{ margin: "4px 0 8px" }}>{t(merged ? "filterEditor.mergedBody" : "filterEditor.conflictBody")}</p>
          {merged ? null : (
            <Button onClick={editor.takeNewer} disabledFocusable={editor.busy}>
              {t("filterEditor.takeNewer")}
            </Button>
          )}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
