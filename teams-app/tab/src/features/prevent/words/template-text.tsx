import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { visibleText } from "../../../ui/visible-text.ts";
import { templateParts } from "./template-parts.ts";
import "./template-text.css";

/** A message template whose variables are marked, to the eye and to screen readers. */
export function TemplateText({ template }: { readonly template: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <bdi className="ld-mono">
      {templateParts(template).map(({ start, text, variable }) =>
        variable ? (
          <mark key={start} className="ld-variable">
            <span aria-hidden="true">…</span>
            <span className="ld-hidden">{t("prevent.detail.variable")}</span>
          </mark>
        ) : (
          visibleText(text)
        ),
      )}
    </bdi>
  );
}
