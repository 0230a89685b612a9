import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FocusedNote } from "./focused-note.tsx";

interface Props {
  readonly busy: boolean;
  readonly onReload: () => void;
}

/** Takes the focus, because the save that was asked for did not happen. */
export function ConflictBar({ busy, onReload }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <FocusedNote title={t("settings.conflictTitle")}>
      <p style={{ margin: "4px 0 8px" }}>{t("settings.conflictBody")}</p>
      <Button onClick={onReload} disabledFocusable={busy}>
        {t("settings.reload")}
      </Button>
    </FocusedNote>
  );
}
