import { detect } from "./detect.ts";
import { exceptions } from "./exceptions.ts";
import { filter } from "./filter.ts";
import { filterEditor } from "./filter-editor.ts";
import { filterRule } from "./filter-rule.ts";
import { holds } from "./holds.ts";
import { incidents } from "./incidents.ts";
import { notify } from "./notify.ts";
import { overview } from "./overview.ts";
import { patterns } from "./patterns.ts";
import { policies } from "./policies.ts";
import { prevent } from "./prevent.ts";
import { preventAlerts } from "./prevent-alerts.ts";
import { preventRules } from "./prevent-rules.ts";
import { runs } from "./runs.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { terms } from "./terms.ts";

export const ja = {
  shell,
  terms,
  overview,
  policies,
  runs,
  holds,
  prevent,
  preventRules,
  preventAlerts,
  settings,
  notify,
  detect,
  incidents,
  patterns,
  exceptions,
  filter,
  filterRule,
  filterEditor,
} as const;
