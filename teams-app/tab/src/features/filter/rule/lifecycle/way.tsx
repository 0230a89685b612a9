import { Button } from "@fluentui/react-components";
import type { FilterBlock } from "@logdoctor/shared-policies";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { PersonAction } from "./person-action.ts";
import "./way.css";

interface Props {
  readonly action: PersonAction;
  /** Why the step may not be taken yet. */
  readonly blocks: readonly FilterBlock[];
  readonly onChoose: (action: PersonAction) => void;
}

/** One step with what it does; one that may not be taken stays in reach, with the reasons. */
export function Way({ action, blocks, onChoose }: Props): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const blocked = blocks.length > 0;
  return (
    <li className="ld-way">
      <Button
        appearance={(action === "dryRun" || action === "activate") && !blocked ? "primary" : "secondary"}
        aria-describedby={id}
        disabledFocusable={blocked}
        onClick={() => onChoose(action)}
      >
        {t(`filter.action.${action}`)}
      </Button>
      <div id={id}>
        {t(`filterRule.life.does.${action}`)}
        {blocked ? (
          <>
            <p className="ld-way-blocked">{t("filterRule.life.blocked")}</p>
            <ul>
              {blocks.map((block) => (
                <li key={block}>{t(`filterRule.life.block.${block}`)}</li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </li>
  );
}
