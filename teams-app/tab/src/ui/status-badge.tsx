import { Badge } from "@fluentui/react-components";
import {
  CheckmarkCircleFilled,
  CircleRegular,
  ClockRegular,
  DismissCircleFilled,
  WarningFilled,
} from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";

export type Tone = "good" | "running" | "waiting" | "bad" | "neutral";

const looks: Record<Tone, { color: "success" | "informative" | "warning" | "danger"; icon: ReactElement }> = {
  good: { color: "success", icon: <CheckmarkCircleFilled /> },
  running: { color: "informative", icon: <ClockRegular /> },
  waiting: { color: "warning", icon: <WarningFilled /> },
  bad: { color: "danger", icon: <DismissCircleFilled /> },
  neutral: { color: "informative", icon: <CircleRegular /> },
};

/** A state in words, with an icon of its own shape, so that colour is never the only sign. */
export function StatusBadge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode {
  const { color, icon } = looks[tone];
  return (
    <Badge appearance="tint" color={color} icon={icon} size="large">
      {children}
    </Badge>
  );
}
