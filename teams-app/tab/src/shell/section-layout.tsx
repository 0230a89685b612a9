import { Link, type LinkProps, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  readonly label: string;
  readonly pages: readonly { readonly to: NonNullable<LinkProps["to"]>; readonly title: string }[];
}

/** The pages of one job under a navigation of their own. */
export function SectionLayout({ label, pages }: Props): ReactNode {
  return (
    <>
      <nav className="ld-subnav" aria-label={label}>
        {pages.map(({ to, title }) => (
          <Link key={to} to={to} className="ld-navlink">
            {title}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
