import type { Templates } from "../findings.ts";

/** Templates for tests: words with a digit in them are variables. */
export function wordTemplates(): Templates {
  return {
    learn: () => undefined,
    templateOf(message) {
      const template = message.replace(/\S*\d\S*/g, "<*>");
      return { templateId: template.slice(0, 60), template };
    },
  };
}
