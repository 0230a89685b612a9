import type { ReactNode } from "react";
import "./empty-state.css";

interface Props {
  readonly title: string;
  readonly body: string;
  readonly action?: ReactNode;
}

/** Says that there is nothing yet, and what to do next. */
export function EmptyState({ title, body, action }: Props): ReactNode {
  return (
    <div className="ld-empty">
      <p className="ld-empty-title">{title}</p>
      <p>{body}</p>
      {action}
    </div>
  );
}
