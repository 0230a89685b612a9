import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { en } from "./en/index.ts";
import type { Language } from "./language.ts";
import type { Texts } from "./texts.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "tab";
    resources: { tab: typeof en };
  }
}

/** Loads the texts of a language; each is a file of its own. */
export async function loadTexts(language: Language): Promise<Texts> {
  switch (language) {
    case "en":
      return (await import("./en/index.ts")).en;
    case "ko":
      return (await import("./ko/index.ts")).ko;
    case "ja":
      return (await import("./ja/index.ts")).ja;
  }
}

/** An i18next instance that speaks `language`. */
export async function createI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: ["tab"],
    defaultNS: "tab",
    resources: { [language]: { tab: await loadTexts(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** Changes the language of an instance, loading its texts first. */
export async function switchLanguage(instance: i18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, "tab")) {
    instance.addResourceBundle(language, "tab", await loadTexts(language));
  }
  await instance.changeLanguage(language);
}
