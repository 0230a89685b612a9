import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemPanel } from "./problem-panel.tsx";

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** For a table inside. */
  readonly wide?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something is done. Focus stays inside and goes back where it was; Escape closes. */
export function ConfirmDialog({ wide, title, confirm, busy, error, onConfirm, onClose, children }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface {...(wide ? { style: { maxWidth: 860 } } : {})}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onConfirm();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              {children}
              {error === null ? null : <ProblemPanel error={error} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t("shell.cancel")}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {confirm}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
