import type { VerdictReason } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import type { Format } from "../../../../format.ts";
import type { Texts } from "../../../../i18n/texts.ts";
import { visibleText } from "../../../../ui/visible-text.ts";

type Code = keyof Texts["incidents"]["reason"];

/** A reason in words; one that this version of the tab does not know is shown by its code. */
export function reasonText({ code, values }: VerdictReason, t: TFunction<"tab">, format: Format): string {
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number" ? format.number(value) : visibleText(value),
    ]),
  );
  const key = `incidents.reason.${code as Code}` as const;
  return String(t(key, { defaultValue: code, ...shown } as never));
}
