import type { ExceptionTest } from "@logdoctor/shared-policies";
import type { TFunction } from "i18next";
import { visibleText } from "../../../ui/visible-text.ts";

/** One test of an exception in words. */
export function testText({ field, operator, value }: ExceptionTest, t: TFunction<"tab">): string {
  return t("exceptions.test", {
    field: t(`detect.field.${field}`),
    operator: t(`detect.operator.${operator}`),
    value: visibleText(value),
  });
}
