import { Field, Radio, RadioGroup } from "@fluentui/react-components";
import { type Snippet, type SnippetPlatform, snippetsFor } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FindingDetail } from "../../../api/prevent-queries.ts";
import { Card } from "../../../ui/card.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";

/** The concrete change, with code to copy for each language's loggers. */
export function ChangeCard({ finding }: { readonly finding: FindingDetail }): ReactNode {
  const { t } = useTranslation();
  const snippets = snippetsFor(finding);
  return (
    <Card title={t("prevent.change.title")}>
      <p style={{ marginTop: 0 }}>
        <strong>{t(`prevent.change.${finding.change}`)}</strong>
      </p>
      {snippets.length === 0 ? null : <Snippets snippets={snippets} />}
    </Card>
  );
}

function Snippets({ snippets }: { readonly snippets: readonly Snippet[] }): ReactNode {
  const { t } = useTranslation();
  const platforms = [...new Set(snippets.map(({ platform }) => platform))];
  const [chosen, setChosen] = useState<SnippetPlatform | undefined>(platforms[0]);
  const shown = snippets.filter(({ platform }) => platform === chosen);
  return (
    <>
      <p className="ld-muted">{t("prevent.change.note")}</p>
      {platforms.length === 1 ? null : (
        <Field label={t("prevent.change.languages")} style={{ marginBottom: 8 }}>
          <RadioGroup
            layout="horizontal"
            value={chosen ?? ""}
            style={{ flexWrap: "wrap" }}
            onChange={(_, { value }) => setChosen(platforms.find((one) => one === value))}
          >
            {platforms.map((platform) => (
              <Radio key={platform} value={platform} label={t(`prevent.change.platform.${platform}`)} />
            ))}
          </RadioGroup>
        </Field>
      )}
      {shown.map((snippet) => (
        <Code key={`${snippet.library} ${snippet.language}`} snippet={snippet} />
      ))}
    </>
  );
}

function Code({ snippet: { library, code } }: { readonly snippet: Snippet }): ReactNode {
  const { t } = useTranslation();
  return <CodeBlock label={library} text={code} copyLabel={t("prevent.change.copyNamed", { library })} />;
}
