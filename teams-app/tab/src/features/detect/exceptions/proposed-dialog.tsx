import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { ProposedException } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { ReplayView } from "./replay-view.tsx";

interface Props {
  readonly exception: ProposedException;
  readonly onClose: () => void;
}

/** What a proposal would have hidden; deciding is another step. */
export function ProposedDialog({ exception, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface style={{ maxWidth: 860 }}>
        <DialogBody>
          <DialogTitle>{t("exceptions.propose.title", { pattern: exception.patternId })}</DialogTitle>
          <DialogContent>
            <p>{t("exceptions.propose.proposed")}</p>
            <ReplayView replay={exception.replay} />
          </DialogContent>
          <DialogActions>
            <ButtonLink to="/detect/exceptions">{t("detect.exceptions")}</ButtonLink>
            <Button appearance="primary" onClick={onClose}>
              {t("exceptions.propose.close")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
