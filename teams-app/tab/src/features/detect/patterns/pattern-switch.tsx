import { Switch } from "@fluentui/react-components";
import type { StoredPattern } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { PatternConflict } from "./pattern-conflict.tsx";
import { usePatternChange } from "./use-pattern-change.ts";

/** Switches a pattern on or off at once. */
export function PatternSwitch({ pattern }: { readonly pattern: StoredPattern }): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { patternName: name, isActive, threshold } = pattern;
  const editor = usePatternChange(pattern, (saved) =>
    announce(t(saved.isActive ? "patterns.switchedOn" : "patterns.switchedOff", { name })),
  );
  return (
    <>
      <Switch
        checked={isActive}
        aria-label={t("patterns.switchNamed", { name })}
        onChange={(_, { checked }) => (editor.busy ? undefined : editor.send({ isActive: checked, threshold }))}
      />
      {editor.conflict ? <PatternConflict pattern={pattern} /> : null}
      {editor.error === null ? null : <ProblemPanel error={editor.error} />}
    </>
  );
}
