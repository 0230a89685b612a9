import type { MonthlyCost, Savings } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../preferences.ts";
import { type Ink, type StackedBar, StackedBars } from "../../ui/stacked-bars.tsx";
import { type BillLine, costOf, segmentsOf } from "./bill.ts";

interface Props {
  readonly title: string;
  readonly savings: Savings;
  readonly lines: readonly BillLine[];
}

/** How each line of the bill looks in the bars and in the table beside them. */
export const lineInk: Record<BillLine, Ink> = {
  ingestion: "plain",
  retention: "diagonal",
  longTerm: "upright",
  archive: "dotted",
};

/** Cost before and after as two stacked bars on one scale. */
export function BillBars({ title, savings, lines }: Props): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const costs = { before: costOf(savings.before, lines), after: costOf(savings.after, lines) };
  const [before, after] = [format.money(costs.before), format.money(costs.after)];
  const whole = Math.max(costs.before, costs.after);
  const bar = (name: string, size: string, cost: MonthlyCost): StackedBar => ({
    ...{ name, size },
    segments: segmentsOf(cost, lines, whole).map(({ line, ...place }) => ({ key: line, ink: lineInk[line], ...place })),
  });
  return (
    <StackedBars
      title={title}
      label={t("overview.savings.picture", { before, after })}
      bars={[
        bar(t("overview.savings.before"), before, savings.before),
        bar(t("overview.savings.after"), after, savings.after),
      ]}
    />
  );
}
