import type { Incident } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import { visibleText } from "../../../ui/visible-text.ts";

/** By what an incident's source is known: its address, else its account. */
export function sourceName({ sourceIP, account }: Pick<Incident, "sourceIP" | "account">, t: TFunction<"tab">): string {
  const known = [sourceIP, account].find((text) => text !== undefined && text !== "");
  return known === undefined ? t("detect.severalSources") : visibleText(known);
}
