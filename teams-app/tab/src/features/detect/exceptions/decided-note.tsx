import type { ProposedException } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { FocusedNote } from "../../../ui/focused-note.tsx";
import { actorName } from "../words/actor-name.ts";

/** Says what someone else decided meanwhile. Takes the focus, because what was asked for did not happen. */
export function DecidedNote({ now }: { readonly now: ProposedException | undefined }): ReactNode {
  const { t } = useTranslation();
  return (
    <FocusedNote title={t("exceptions.conflictTitle")}>
      {now === undefined ? t("exceptions.gone") : <Decided exception={now} />}
    </FocusedNote>
  );
}

function Decided({ exception }: { readonly exception: ProposedException }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, decidedBy, decidedAt } = exception;
  return (
    <>
      <p style={{ margin: "4px 0" }}>{t("exceptions.conflictBody", { status: t(`exceptions.status.${status}`) })}</p>
      {decidedBy === undefined || decidedAt === undefined
        ? null
        : t("exceptions.conflictBy", { who: actorName(decidedBy, t), when: format.instant(decidedAt) })}
    </>
  );
}
