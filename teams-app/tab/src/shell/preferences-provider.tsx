import { FluentProvider } from "@fluentui/react-components";
import type { i18n } from "i18next";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { I18nextProvider } from "react-i18next";
import { createFormat } from "../format.ts";
import { switchLanguage } from "../i18n/i18n.ts";
import type { Language } from "../i18n/language.ts";
import { type Chosen, type Preferences, PreferencesContext, writeChosen } from "../preferences.ts";
import type { HostTheme, TeamsHost } from "../teams.ts";
import { fluentTheme, useThemeName } from "./theme.ts";

interface Props {
  readonly i18n: i18n;
  readonly language: Language;
  readonly chosen: Chosen;
  readonly host: TeamsHost | undefined;
  readonly storage: () => Storage;
  readonly children: ReactNode;
}

/** Holds language and theme, and dresses the page in them. */
export function PreferencesProvider({ i18n, children, ...start }: Props): ReactNode {
  const [language, setLanguage] = useState(start.language);
  const [chosen, setChosen] = useState(start.chosen);
  const theme = useThemeName(chosen.theme, start.host);
  useDocument(language, theme);
  const choose = (next: Chosen): void => {
    setChosen(next);
    writeChosen(start.storage, next);
  };
  const format = useMemo(() => createFormat(language), [language]);
  const preferences: Preferences = {
    language,
    theme: chosen.theme,
    format,
    setTheme: (next) => choose({ ...chosen, theme: next }),
    setLanguage: (next) => {
      choose({ ...chosen, language: next });
      void switchLanguage(i18n, next).then(() => setLanguage(next));
    },
  };
  return (
    <I18nextProvider i18n={i18n}>
      <PreferencesContext value={preferences}>
        <FluentProvider theme={fluentTheme(theme, language)}>
          <div className="ld-root">{children}</div>
        </FluentProvider>
      </PreferencesContext>
    </I18nextProvider>
  );
}

function useDocument(language: Language, theme: HostTheme): void {
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset["theme"] = theme;
  }, [language, theme]);
}
