import { Menu, MenuButton, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { DarkThemeRegular, LocalLanguageRegular } from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isLanguage, languages } from "../i18n/language.ts";
import { ThemeChoice, usePreferences } from "../preferences.ts";

/** Chooses the language; each is written in itself. */
export function LanguageMenu(): ReactNode {
  const { t } = useTranslation();
  const { language, setLanguage } = usePreferences();
  return (
    <ChoiceMenu
      label={t("shell.language")}
      icon={<LocalLanguageRegular />}
      chosen={language}
      choices={Object.entries(languages).map(([value, name]) => ({ value, name, lang: value }))}
      onChoose={(value) => (isLanguage(value) ? setLanguage(value) : undefined)}
    />
  );
}

export function ThemeMenu(): ReactNode {
  const { t } = useTranslation();
  const { theme, setTheme } = usePreferences();
  const names: Record<ThemeChoice, string> = {
    auto: t("shell.themeAuto"),
    light: t("shell.themeLight"),
    dark: t("shell.themeDark"),
    contrast: t("shell.themeContrast"),
  };
  return (
    <ChoiceMenu
      label={t("shell.theme")}
      icon={<DarkThemeRegular />}
      chosen={theme}
      choices={ThemeChoice.options.map((value) => ({ value, name: names[value], lang: undefined }))}
      onChoose={(value) => setTheme(ThemeChoice.parse(value))}
    />
  );
}

interface ChoiceMenuProps {
  readonly label: string;
  readonly icon: ReactElement;
  readonly chosen: string;
  readonly choices: readonly { value: string; name: string; lang: string | undefined }[];
  readonly onChoose: (value: string) => void;
}

function ChoiceMenu({ label, icon, chosen, choices, onChoose }: ChoiceMenuProps): ReactNode {
  return (
    <Menu
      checkedValues={{ choice: [chosen] }}
      onCheckedValueChange={(_, data) => onChoose(data.checkedItems[0] ?? chosen)}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" icon={icon} aria-label={label} title={label} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choices.map(({ value, name, lang }) => (
            <MenuItemRadio key={value} name="choice" value={value} lang={lang}>
              {name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
