import { holds } from "./holds.ts";
import { overview } from "./overview.ts";
import { policies } from "./policies.ts";
import { runs } from "./runs.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { terms } from "./terms.ts";

export const ko = { shell, terms, overview, policies, runs, holds, settings } as const;
