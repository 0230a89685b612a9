import { Button, Link, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { ProblemError } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useServices } from "../services.ts";
import { hrefOf } from "./safe-href.ts";

interface Props {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong, in the service's own words, with a way on. */
export function ProblemPanel({ error, onRetry }: Props): ReactNode {
  const { t } = useTranslation();
  const { session } = useServices();
  const refused = error instanceof ProblemError && error.problem.code === "unauthenticated";
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        {error instanceof ProblemError ? <Answered error={error} /> : <Unanswered error={error} />}
        <div className="ld-row" style={{ marginTop: 8 }}>
          {onRetry === undefined ? null : <Button onClick={onRetry}>{t("shell.retry")}</Button>}
          {refused ? (
            <Button appearance="primary" onClick={() => void session.signInAgain()}>
              {t("shell.signInAgain")}
            </Button>
          ) : null}
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}

/** The service answers in English, whatever language the page has. */
function Answered({ error }: { readonly error: ProblemError }): ReactNode {
  const { t } = useTranslation();
  const { title, detail, type, requestId } = error.problem;
  const href = hrefOf(type);
  return (
    <>
      <MessageBarTitle lang="en">{title}</MessageBarTitle>
      <p lang="en" style={{ margin: "4px 0" }}>
        {detail}
      </p>
      {href === undefined ? null : (
        <Link href={href} target="_blank" rel="noreferrer" inline>
          {t("shell.errorPage")}
        </Link>
      )}
      {requestId === undefined ? null : <p className="ld-mono">{t("shell.requestId", { id: requestId })}</p>}
    </>
  );
}

function Unanswered({ error }: { readonly error: unknown }): ReactNode {
  const { t } = useTranslation();
  const lost = error instanceof TypeError;
  const detail = error instanceof Error ? error.message.slice(0, 300) : String(error);
  return (
    <>
      <MessageBarTitle>{t("shell.errorTitle")}</MessageBarTitle>
      <p style={{ margin: "4px 0" }}>{lost ? t("shell.errorNetwork") : t("shell.errorUnknown", { detail })}</p>
    </>
  );
}
