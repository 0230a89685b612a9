import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CodeBlock } from "../../../../ui/code-block.tsx";
import { visibleText } from "../../../../ui/visible-text.ts";

/** A few of the rows that would go, masked. */
export function Samples({ samples }: { readonly samples: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  if (samples.length === 0) return null;
  // Two samples may be the same text, so places tell them apart.
  const numbered = samples.map((sample, index) => ({ n: index + 1, sample }));
  return (
    <section aria-label={t("filterRule.dryRun.samples")}>
      <h3>{t("filterRule.dryRun.samples")}</h3>
      <p className="ld-muted">{t("filterRule.dryRun.masked")}</p>
      {numbered.map(({ n, sample }) => (
        <CodeBlock key={n} label={t("filterRule.dryRun.sample", { n })} text={indented(sample)} />
      ))}
    </section>
  );
}

/** JSON on lines of its own; a sample that was cut is shown as it came. */
function indented(sample: string): string {
  try {
    const lines = JSON.stringify(JSON.parse(sample), undefined, 2).split("\n");
    return lines.map(visibleText).join("\n");
  } catch (cause) {
    if (cause instanceof SyntaxError) return visibleText(sample);
    throw cause;
  }
}
