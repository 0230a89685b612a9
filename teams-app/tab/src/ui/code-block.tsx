import { Button } from "@fluentui/react-components";
import { type ReactNode, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "./announcer.tsx";
import "./code-block.css";

interface Props {
  readonly label: string;
  readonly text: string;
  /** Name of a button that copies the text. */
  readonly copyLabel?: string;
}

/** Text of a machine under its label. Long lines wrap, so that nothing needs scrolling sideways. */
export function CodeBlock({ label, text, copyLabel }: Props): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const block = useRef<HTMLPreElement>(null);
  const announce = useAnnounce();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      announce(t("detect.copied"));
    } catch (cause) {
      console.info("Copying is not allowed here:", cause);
      if (block.current !== null) window.getSelection()?.selectAllChildren(block.current);
      announce(t("detect.notCopied"));
    }
  };
  return (
    <div className="ld-code-box">
      <div className="ld-code-head">
        <span id={id}>{label}</span>
        {copyLabel === undefined ? null : (
          <Button size="small" aria-label={copyLabel} onClick={() => void copy()}>
            {t("detect.copy")}
          </Button>
        )}
      </div>
      <pre ref={block} className="ld-code" aria-describedby={id} dir="ltr">
        {text}
      </pre>
    </div>
  );
}
