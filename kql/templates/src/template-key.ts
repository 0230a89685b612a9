import { templateText } from "./group.ts";
import { DEFAULT_OPTIONS } from "./options.ts";
import { shapeOf } from "./shape.ts";

/** The masked form of one message, without any knowledge of others: what varies by its look alone is `<*>`. */
export function templateKey(message: string): string {
  return templateText(shapeOf(message, DEFAULT_OPTIONS).shown);
}
