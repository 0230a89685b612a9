import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FocusedNote } from "../../../ui/focused-note.tsx";
import type { RuleEditor } from "./use-rule-editor.ts";

/** Says that someone else changed the rule meanwhile, and offers the way on without losing edits. */
export function NewerNote({ editor }: { readonly editor: RuleEditor }): ReactNode {
  const { t } = useTranslation();
  if (editor.state === "editing") return null;
  const merged = editor.state === "merged";
  return (
    <FocusedNote
      key={editor.state}
      intent={merged ? "info" : "warning"}
      title={t(merged ? "filterEditor.merged" : "filterRule.conflictTitle")}
    >
      <p style={{ margin: "4px 0 8px" }}>{t(merged ? "filterEditor.mergedBody" : "filterEditor.conflictBody")}</p>
      {merged ? null : (
        <Button onClick={editor.takeNewer} disabledFocusable={editor.busy}>
          {t("filterEditor.takeNewer")}
        </Button>
      )}
    </FocusedNote>
  );
}
