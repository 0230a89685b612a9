import type { Actor } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";

/** Who did something, in words. */
export function actorName({ kind, name, id }: Actor, t: TFunction<"tab">): string {
  if (kind === "provider") return t("detect.provider");
  if (kind === "agent") return `${t("detect.agent")} (${id})`;
  return name ?? (id === "" ? t("detect.person") : id);
}
