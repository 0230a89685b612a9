import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  readonly title?: string;
  readonly intent?: "info" | "warning";
  readonly children: ReactNode;
}

/** Takes the focus as it comes, because what was asked for did not happen. Give it a `key` where what it says changes. */
export function FocusedNote({ title, intent = "warning", children }: Props): ReactNode {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  return (
    <div ref={note} tabIndex={-1} style={{ outline: "none", marginBottom: 16 }}>
      <MessageBar role="alert" intent={intent} layout="multiline">
        <MessageBarBody>
          {title === undefined ? null : <MessageBarTitle>{title}</MessageBarTitle>}
          {children}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
