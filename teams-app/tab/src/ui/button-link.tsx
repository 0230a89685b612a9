import { Button } from "@fluentui/react-components";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactElement, ReactNode, Ref } from "react";

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly look?: "primary" | "secondary" | "subtle";
  readonly icon?: ReactElement;
  readonly ref?: Ref<HTMLAnchorElement>;
}

function ButtonAnchor({ look, icon, ref, children, href, onClick, className, ...rest }: AnchorProps): ReactNode {
  const label = rest["aria-label"];
  return (
    <Button
      as="a"
      appearance={look ?? "secondary"}
      {...(icon === undefined ? {} : { icon })}
      ref={ref as Ref<never>}
      {...(href === undefined ? {} : { href })}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(className === undefined ? {} : { className })}
      onClick={onClick as React.MouseEventHandler<HTMLAnchorElement>}
    >
      {children}
    </Button>
  );
}

/** A link to a page that looks like a button. */
export const ButtonLink = createLink(ButtonAnchor);
