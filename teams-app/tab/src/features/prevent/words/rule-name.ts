import type { TFunction } from "i18next";
import type { Texts } from "../../../i18n/texts.ts";

interface Named {
  readonly ruleId: string;
  readonly ruleName: string;
}

type Shipped = keyof Texts["prevent"]["shippedRule"];

/** A rule's name in the page's language; that of a tenant's own rule, or of one newer than this tab, as it was given. */
export function ruleNameOf({ ruleId, ruleName }: Named, t: TFunction<"tab">): string {
  // The tenant's own text may look like a placeholder or a reference to another text; names that ship have neither.
  return t(`prevent.shippedRule.${ruleId as Shipped}`, { defaultValue: ruleName, skipInterpolation: true });
}
