import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StackedBars } from "../../../../ui/stacked-bars.tsx";
import { cutInk, type Part, segmentsOf } from "./segments.ts";

interface Props {
  readonly title: string;
  readonly whole: number;
  readonly parts: readonly Part[];
  /** The rule whose part is marked. */
  readonly own: string;
  readonly words: (size: number) => string;
}

/** What arrives and what would be kept. */
export function BeforeAfter({ title, whole, parts, own, words }: Props): ReactNode {
  const { t } = useTranslation();
  const gone = parts.reduce((sum, { size }) => sum + size, 0);
  const [before, after] = [words(whole), words(Math.max(0, whole - gone))];
  const segments = segmentsOf(whole, parts, own);
  const kept = segments.filter(({ ink }) => ink === cutInk.kept);
  return (
    <StackedBars
      title={title}
      label={t("filterRule.dryRun.picture", { before, after })}
      bars={[
        { name: t("filterRule.dryRun.before"), size: before, segments },
        { name: t("filterRule.dryRun.after"), size: after, segments: kept },
      ]}
    />
  );
}
