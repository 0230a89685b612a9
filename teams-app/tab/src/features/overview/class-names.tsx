import type { RetentionClass } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The classes of a table in words. */
export function ClassNames({ classes }: { readonly classes: readonly RetentionClass[] }): ReactNode {
  const { t } = useTranslation();
  const [first] = classes;
  if (first === undefined) return t("overview.volume.noPolicy");
  if (classes.length === 1) return t(`terms.classShort.${first}`);
  return t("overview.volume.several", { classes: classes.join(", ") });
}
