import type { Templates } from "../findings.ts";

/** Templates for tests: words with a digit in them are variables. */
export function wordTemplates(): Templates {
  const known = new Map<string, { templateId: string; template: string }>();
  return {
    add(message) {
      const template = message.replace(/\S*\d\S*/g, "<*>");
      const before = known.get(template) ?? { templateId: `t${known.size}`, template };
      known.set(template, before);
      return before;
    },
    templates: () => known.values(),
  };
}
