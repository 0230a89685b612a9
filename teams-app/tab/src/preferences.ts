import { createContext, useContext } from "react";
import { z } from "zod";
import type { Format } from "./format.ts";
import type { Language } from "./i18n/language.ts";

export const ThemeChoice = z.enum(["auto", "light", "dark", "contrast"]);
export type ThemeChoice = z.infer<typeof ThemeChoice>;

/** What a person chose; absent where the host or the system decides. */
export const Chosen = z.object({ theme: ThemeChoice.default("auto"), language: z.enum(["en", "ko", "ja"]).optional() });
export type Chosen = z.infer<typeof Chosen>;

const storageKey = "logdoctor.preferences";

/** Reads what was chosen before. A browser that blocks storage inside a frame counts as nothing chosen. */
export function readChosen(storage: () => Storage): Chosen {
  try {
    return Chosen.parse(JSON.parse(storage().getItem(storageKey) ?? "{}"));
  } catch (cause) {
    console.info("No stored preferences:", cause);
    return { theme: "auto" };
  }
}

/** Keeps a choice for the next visit where the browser allows it. */
export function writeChosen(storage: () => Storage, chosen: Chosen): void {
  try {
    storage().setItem(storageKey, JSON.stringify(chosen));
  } catch (cause) {
    console.info("Preferences last for this visit only:", cause);
  }
}

export interface Preferences {
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly format: Format;
  readonly setLanguage: (language: Language) => void;
  readonly setTheme: (theme: ThemeChoice) => void;
}

export const PreferencesContext = createContext<Preferences | undefined>(undefined);

/** Language and theme. Throws outside of `PreferencesProvider`. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === undefined) throw new Error("usePreferences needs a PreferencesContext above it");
  return preferences;
}

export function useFormat(): Format {
  return usePreferences().format;
}
