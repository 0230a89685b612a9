import { Link, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The pages of Retain under their own navigation. */
export function RetainLayout(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <nav className="ld-subnav" aria-label={t("shell.retain")}>
        <Link to="/retain/policies" className="ld-navlink">
          {t("policies.tab")}
        </Link>
        <Link to="/retain/runs" className="ld-navlink">
          {t("runs.tab")}
        </Link>
        <Link to="/retain/holds" className="ld-navlink">
          {t("holds.tab")}
        </Link>
      </nav>
      <Outlet />
    </>
  );
}
