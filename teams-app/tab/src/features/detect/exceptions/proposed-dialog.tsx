import type { ProposedException } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { WideDialog } from "../../../ui/wide-dialog.tsx";
import { ReplayView } from "./replay-view.tsx";

interface Props {
  readonly exception: ProposedException;
  readonly onClose: () => void;
}

/** What a proposal would have hidden; deciding is another step. */
export function ProposedDialog({ exception, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <WideDialog
      title={t("exceptions.propose.title", { pattern: exception.patternId })}
      close={t("exceptions.propose.close")}
      onClose={onClose}
      further={<ButtonLink to="/detect/exceptions">{t("detect.exceptions")}</ButtonLink>}
    >
      <p>{t("exceptions.propose.proposed")}</p>
      <ReplayView replay={exception.replay} />
    </WideDialog>
  );
}
