import { Link, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The pages of Detect under their own navigation. */
export function DetectLayout(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <nav className="ld-subnav" aria-label={t("shell.detect")}>
        <Link to="/detect/incidents" className="ld-navlink">
          {t("detect.incidents")}
        </Link>
        <Link to="/detect/patterns" className="ld-navlink">
          {t("detect.patterns")}
        </Link>
        <Link to="/detect/exceptions" className="ld-navlink">
          {t("detect.exceptions")}
        </Link>
      </nav>
      <Outlet />
    </>
  );
}
