import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "./app.css";

/** Shown when the app cannot start: no configuration, or the sign-in was refused. */
export function StartProblem({ error }: { readonly error: unknown }): ReactNode {
  const { t } = useTranslation();
  const detail = error instanceof Error ? error.message.slice(0, 500) : String(error);
  return (
    <main className="ld-main">
      <h1>Log Doctor</h1>
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{t("shell.errorTitle")}</MessageBarTitle>
          <p lang="en">{detail}</p>
          <Button onClick={() => window.location.reload()}>{t("shell.retry")}</Button>
        </MessageBarBody>
      </MessageBar>
    </main>
  );
}
