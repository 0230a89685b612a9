import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetail } from "../../../api/prevent-queries.ts";
import { useFormat } from "../../../preferences.ts";
import { actorName } from "../../detect/words/actor-name.ts";

/** Why nobody hears of the finding now: a person decided so, or its alert is held back. */
export function HeldNote({ finding: { ignored, held } }: { readonly finding: FindingDetail }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (ignored !== undefined) {
    const { at, actor, reason, until } = ignored;
    return (
      <Note>
        {t("prevent.detail.ignored", { who: actorName(actor, t), when: format.instant(at), reason })}{" "}
        {until === undefined ? null : t("prevent.detail.ignoredUntil", { when: format.date(until) })}
      </Note>
    );
  }
  if (held === undefined) return null;
  return (
    <Note>
      {t("prevent.detail.held", { reason: t(`prevent.told.reason.${held.reason}`) })}{" "}
      {held.until === undefined ? null : t("prevent.told.until", { when: format.instant(held.until) })}
    </Note>
  );
}

function Note({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <MessageBar layout="multiline">
      <MessageBarBody style={{ overflowWrap: "anywhere" }}>{children}</MessageBarBody>
    </MessageBar>
  );
}
