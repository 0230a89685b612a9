import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Ajv, type ValidateFunction } from "ajv";
import type { Deployed } from "../src/index.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

const folder = new URL("schemas/", import.meta.url);
const schemas = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".gz"))
    .map((file) => [
      file.replace(".json.gz", ""),
      strict(JSON.parse(gunzipSync(readFileSync(new URL(file, folder))).toString())),
    ]),
);
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
for (const [, schema] of schemas) ajv.addSchema(schema);

/** The published schemas let unknown properties pass. Here they don't, so that a misspelt one is found. */
function strict(file: Schema): Schema {
  const { id, $schema: _draft, ...rest } = file;
  const closed = closeAll(rest["definitions"] ?? {});
  return { ...rest, definitions: closed, $id: String(id) };
}

function closeAll(definitions: Json): Json {
  return Object.fromEntries(Object.entries(record(definitions)).map(([name, definition]) => [name, close(definition)]));
}

function close(definition: Json): Json {
  const given = record(definition);
  const open = ["oneOf", "allOf", "anyOf", "additionalProperties"].some((key) => key in given);
  return "properties" in given && !open ? { ...given, additionalProperties: false } : given;
}

function record(value: Json | undefined): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function validatorOf(resource: Deployed): { validate: ValidateFunction; properties: Schema } | undefined {
  const [provider = "", ...kinds] = resource.type.split("/");
  const file = schemas.get(`${resource.apiVersion}__${provider}`);
  const definition = record(file?.["resourceDefinitions"])[kinds.join("_")];
  if (file === undefined || definition === undefined) return undefined;
  const validate = ajv.getSchema(`${file["$id"]}/resourceDefinitions/${kinds.join("_")}`);
  return validate && { validate: validate as ValidateFunction, properties: record(record(definition)["properties"]) };
}

/** What the published schema of a resource's type says against it; nothing is known of a type without a schema. */
export function schemaProblems(resource: Deployed): { checked: boolean; problems: string[] } {
  const found = validatorOf(resource);
  if (found === undefined) return { checked: false, problems: [] };
  const { type, apiVersion } = resource;
  // A name stands for its last part: schemas measure that part alone, but ask for a parent before it.
  const parts = resource.name.split("/");
  const name = [...parts.slice(0, -1).map(() => "p"), parts.at(-1)].join("/");
  found.validate({ ...resource.body, type, apiVersion, name });
  const invalid = (found.validate.errors ?? []).map(
    (error) => `${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`,
  );
  const known = new Set([...Object.keys(found.properties), "name", "properties"]);
  const foreign = Object.keys(resource.body).filter((key) => !known.has(key));
  return { checked: true, problems: [...invalid, ...foreign.map((key) => `${key} is no property of ${type}`)] };
}
