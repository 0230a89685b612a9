import { en } from "./en.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import type { CardTexts } from "./texts.ts";

export const textsOf = { en, ko, ja } as const satisfies Record<string, CardTexts>;

export type CardLanguage = keyof typeof textsOf;
