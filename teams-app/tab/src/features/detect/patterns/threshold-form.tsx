import { Button, Field, Input } from "@fluentui/react-components";
import type { StoredPattern } from "@logdoctor/shared-policies";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { PatternConflict } from "./pattern-conflict.tsx";
import { thresholdOf } from "./pattern-settings.ts";
import { usePatternChange } from "./use-pattern-change.ts";

/** Sets from when on a pattern fires. */
export function ThresholdForm({ pattern }: { readonly pattern: StoredPattern }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const announce = useAnnounce();
  const [text, setText] = useState(String(pattern.threshold));
  const [tried, setTried] = useState(false);
  const editor = usePatternChange(pattern, ({ threshold }) =>
    announce(t("patterns.saved", { name: pattern.patternName, threshold: format.number(threshold) })),
  );
  const threshold = thresholdOf(text);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (threshold !== undefined && !editor.busy) editor.send({ isActive: pattern.isActive, threshold });
  };
  const wrong = tried && threshold === undefined ? { validationMessage: t("patterns.thresholdWrong") } : {};
  return (
    <form noValidate onSubmit={submit} style={{ display: "grid", gap: 8, maxWidth: 360, marginBottom: 16 }}>
      {editor.conflict ? <PatternConflict pattern={pattern} /> : null}
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
      <Field label={t("patterns.threshold")} hint={t("patterns.thresholdHint")} {...wrong}>
        <Input inputMode="numeric" value={text} onChange={(_, { value }) => setText(value)} />
      </Field>
      <Usual pattern={pattern} />
      <Button type="submit" style={{ justifySelf: "start" }} disabledFocusable={editor.busy}>
        {t("patterns.save")}
      </Button>
    </form>
  );
}

function Usual({ pattern: { defaultThreshold } }: { readonly pattern: StoredPattern }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (defaultThreshold === undefined) return null;
  return <span className="ld-muted">{t("patterns.usual", { value: format.number(defaultThreshold) })}</span>;
}
