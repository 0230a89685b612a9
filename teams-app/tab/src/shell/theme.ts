import { type Theme, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import type { Language } from "../i18n/language.ts";
import type { ThemeChoice } from "../preferences.ts";
import type { HostTheme, TeamsHost } from "../teams.ts";

const themes: Record<HostTheme, Theme> = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
};

const latin = "'Segoe UI', system-ui, -apple-system, BlinkMacSystemFont, Roboto";
const fonts: Record<Language, string> = {
  en: `${latin}, sans-serif`,
  ko: `${latin}, 'Malgun Gothic', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', sans-serif`,
  ja: `${latin}, 'Yu Gothic UI', 'Hiragino Sans', Meiryo, 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif`,
};

/** Fluent's theme with fonts that have the language's own glyph shapes. */
export function fluentTheme(name: HostTheme, language: Language): Theme {
  return { ...themes[name], fontFamilyBase: fonts[language] };
}

/** The theme to show: the person's choice, else the one of Teams, else the system's. */
export function useThemeName(choice: ThemeChoice, host: TeamsHost | undefined): HostTheme {
  const ambient = useAmbientTheme(host);
  if (choice === "auto") return ambient;
  return choice === "light" ? "default" : choice;
}

function useAmbientTheme(host: TeamsHost | undefined): HostTheme {
  const [ambient, setAmbient] = useState<HostTheme>(() => host?.theme ?? systemTheme());
  useEffect(() => {
    if (host !== undefined) {
      host.onThemeChange(setAmbient);
      return undefined;
    }
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const follow = (): void => setAmbient(systemTheme());
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, [host]);
  return ambient;
}

function systemTheme(): HostTheme {
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "default";
}
