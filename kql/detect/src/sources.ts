import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Detection } from "./pattern.ts";

/** A table that carries requests or sign-ins, and how its rows become the one shape that patterns know. */
export interface Source {
  readonly table: string;
  readonly shape: Detection["shape"];
  /** KQL from the table's columns to the shape's. */
  readonly normaliser: string;
}

const SHAPES: Readonly<Record<string, Detection["shape"]>> = {
  AppServiceHTTPLogs: "requests",
  AGWAccessLogs: "requests",
  AGWFirewallLogs: "requests",
  AzureDiagnostics: "requests",
  AppRequests: "requests",
  W3CIISLog: "requests",
  SigninLogs: "signins",
};

/** Tables that patterns can read. */
export const SOURCE_TABLES: readonly string[] = Object.keys(SHAPES);

/** The sources of a table: one, or none for a table that no pattern reads. */
export function sourcesOf(table: string): Source[] {
  const shape = Object.hasOwn(SHAPES, table) ? SHAPES[table] : undefined;
  if (shape === undefined) return [];
  const file = fileURLToPath(new URL(`../normalisers/${table}.kql`, import.meta.url));
  return [{ table, shape, normaliser: `${readFileSync(file, "utf8").trim()}\n${WITHOUT_PORT}` }];
}

/** Some services write the port of the client behind its address. */
const WITHOUT_PORT = `| extend Source = replace_regex(replace_regex(Source, @'^([0-9.]+):[0-9]+$', @'\\1'), @'^\\[([0-9a-fA-F:.]+)\\](?::[0-9]+)?$', @'\\1')`;
