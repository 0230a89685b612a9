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

interface Props {
  readonly title: string;
  readonly close: string;
  readonly onClose: () => void;
  /** A way on from here, beside the one back. */
  readonly further?: ReactNode;
  readonly children: ReactNode;
}

/** Shows more of something, and asks nothing. Focus stays inside and goes back where it was; Escape closes. */
export function WideDialog({ title, close, onClose, further, children }: Props): ReactNode {
  return (
    <Dialog open onOpenChange={(_, data) => (data.open ? undefined : onClose())}>
      <DialogSurface style={{ maxWidth: 860 }}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            {further}
            <Button appearance={further === undefined ? "secondary" : "primary"} onClick={onClose}>
              {close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
