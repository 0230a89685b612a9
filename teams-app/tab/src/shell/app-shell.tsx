import { Link, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Announcer } from "../ui/announcer.tsx";
import { AccountMenu } from "./account-menu.tsx";
import iconUrl from "./icon.svg";
import { LanguageMenu, ThemeMenu } from "./preference-menus.tsx";
import "./app.css";

/** Header with navigation, and the page below it. */
export function AppShell(): ReactNode {
  return (
    <Announcer>
      <SkipLink />
      <header className="ld-header">
        <span className="ld-brand">
          <img src={iconUrl} width={28} height={28} alt="" />
          Log Doctor
        </span>
        <MainNavigation />
        <div className="ld-row">
          <LanguageMenu />
          <ThemeMenu />
          <AccountMenu />
        </div>
      </header>
      <main className="ld-main" id="content" tabIndex={-1} style={{ outline: "none" }}>
        <Outlet />
      </main>
    </Announcer>
  );
}

/** A button rather than a link: the part of the address after `#` names the page. */
function SkipLink(): ReactNode {
  const { t } = useTranslation();
  return (
    <button type="button" className="ld-skip" onClick={() => document.getElementById("content")?.focus()}>
      {t("shell.skip")}
    </button>
  );
}

function MainNavigation(): ReactNode {
  const { t } = useTranslation();
  return (
    <nav className="ld-nav" aria-label={t("shell.mainNavigation")}>
      <Link to="/" className="ld-navlink" activeOptions={{ exact: true }}>
        {t("shell.overview")}
      </Link>
      <Link to="/retain" className="ld-navlink">
        {t("shell.retain")}
      </Link>
      <Link to="/prevent" className="ld-navlink">
        {t("shell.prevent")}
      </Link>
      <Link to="/detect" className="ld-navlink">
        {t("shell.detect")}
      </Link>
      <Link to="/filter" className="ld-navlink">
        {t("shell.filter")}
      </Link>
      <Link to="/settings" className="ld-navlink">
        {t("shell.settings")}
      </Link>
    </nav>
  );
}
