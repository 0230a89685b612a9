import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly busy: boolean;
  readonly onReload: () => void;
}

/** Takes the focus, because the save that was asked for did not happen. */
export function ConflictBar({ busy, onReload }: Props): ReactNode {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => bar.current?.focus(), []);
  return (
    <div ref={bar} tabIndex={-1} style={{ outline: "none" }}>
      <MessageBar role="alert" intent="warning" layout="multiline" style={{ marginBottom: 16 }}>
        <MessageBarBody>
          <MessageBarTitle>{t("settings.conflictTitle")}</MessageBarTitle>
          <p style={{ margin: "4px 0 8px" }}>{t("settings.conflictBody")}</p>
          <Button onClick={onReload} disabledFocusable={busy}>
            {t("settings.reload")}
          </Button>
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
