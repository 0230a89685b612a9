import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its heading, which takes the focus when the page opens so that screen readers say where they are. */
export function Page({ title, actions, children }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${title} · Log Doctor`;
  }, [title]);
  return (
    <>
      <div className="ld-page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions === undefined ? null : <div className="ld-row">{actions}</div>}
      </div>
      {children}
    </>
  );
}
