import { Button } from "@fluentui/react-components";
import type { ProposedException } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Decision } from "./decide-dialog.tsx";

interface Props {
  readonly exception: ProposedException;
  readonly onDecide: (decision: Decision) => void;
}

/** Ways to decide on a proposal; none for what is decided. */
export function DecideButtons({ exception: { status, patternId: pattern }, onDecide }: Props): ReactNode {
  const { t } = useTranslation();
  if (status !== "proposed") return "–";
  return (
    <span className="ld-row">
      <Button size="small" aria-label={t("exceptions.acceptNamed", { pattern })} onClick={() => onDecide("accept")}>
        {t("exceptions.accept")}
      </Button>
      <Button size="small" aria-label={t("exceptions.rejectNamed", { pattern })} onClick={() => onDecide("reject")}>
        {t("exceptions.reject")}
      </Button>
    </span>
  );
}
