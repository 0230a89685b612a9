import { readFileSync } from "node:fs";
import { Ajv } from "ajv";

/** What the published schema of Adaptive Cards of this version has against a card; nothing against a good one. */
export function cardSchema(version: string): (card: Record<string, unknown>) => unknown {
  const path = new URL(`../../schema/adaptive-card-${version}.json`, import.meta.url);
  const { $schema: _, id: __, ...body } = JSON.parse(readFileSync(path, "utf8"));
  // Some of its properties say `required: true`, which JSON Schema left behind; nothing here has to do with them.
  for (const { properties = {} } of Object.values<{ properties?: Record<string, { required?: unknown }> }>(
    body.definitions,
  ))
    for (const property of Object.values(properties))
      if (typeof property.required === "boolean") delete property.required;
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: false }).compile(body);
  // The width is a word of Teams that the schema does not know.
  return ({ msteams: _width, ...card }) => (validate(card) ? [] : validate.errors);
}
