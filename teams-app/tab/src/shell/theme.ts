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

const latin = "'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, 'Noto Sans'";
const korean = "'Malgun Gothic', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR'";
const japanese = "'Yu Gothic UI', 'Hiragino Sans', Meiryo, 'Noto Sans JP', 'Noto Sans CJK JP'";
/** `system-ui` is last: on a system of another language it is a font with that language's shapes of the same characters. */
const fonts: Record<Language, string> = {
  en: `${latin}, system-ui, sans-serif`,
  ko: `${latin}, ${korean}, system-ui, sans-serif`,
  ja: `${latin}, ${japanese}, system-ui, sans-serif`,
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
