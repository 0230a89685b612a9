import type { ReactNode } from "react";
import { visibleText } from "../../../ui/visible-text.ts";

interface Props {
  readonly text: string;
  /** Characters to show, for lists. */
  readonly most?: number;
}

/** Text that an attacker may have written, in its own direction and in a typeface that tells letters apart. */
export function LogText({ text, most = 2048 }: Props): ReactNode {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  return <bdi className="ld-mono">{visibleText(shown)}</bdi>;
}
