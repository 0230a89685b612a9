import { createContext, type ReactNode, useContext, useState } from "react";
import "./announcer.css";

const AnnounceContext = createContext<(text: string) => void>(() => undefined);

/** Says what was done, to the eye and to screen readers, without moving the focus. */
export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const [text, setText] = useState("");
  return (
    <AnnounceContext value={setText}>
      {children}
      <div className="ld-announce" role="status" aria-live="polite" data-shown={text !== ""}>
        {text}
      </div>
    </AnnounceContext>
  );
}

/** Announces a text until the next one. */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnounceContext);
}
