import { z } from "zod";
import { type ArmCall, notFound, readArmBody } from "../arm/arm-call.ts";
import type { ArmRoute } from "../arm/route.ts";
import { json } from "../http/call.ts";
import { loadRows } from "../workspace/load-rows.ts";
import type { World } from "../world.ts";
import { existingRule } from "./routes.ts";
import type { DataCollectionRule } from "./rule.ts";

const SETTING =
  "/subscriptions/{}/resourcegroups/{}/providers/microsoft.insights/datacollectionrules/{}/providers/microsoft.insights/diagnosticsettings";
const ACTION = "Microsoft.Insights/DiagnosticSettings";
/** Spelling of the category is unverified. */
const CATEGORY = "logerrors";
const TABLE = "DCRLogErrors";

const SettingBody = z.looseObject({
  properties: z.looseObject({
    workspaceId: z.string().nullish(),
    logs: z.array(z.looseObject({ category: z.string().nullish(), enabled: z.boolean() })).nullish(),
  }),
});
type SettingBody = z.infer<typeof SettingBody>;

/** Diagnostic settings of rules, by lower-case id of the rule, then by name. */
export type LogErrorSettings = Map<string, Map<string, SettingBody>>;

/** Diagnostic settings of a rule, api-version 2021-05-01-preview: they say where its errors go. */
export const LOG_ERROR_ROUTES: Record<string, ArmRoute> = {
  [`GET ${SETTING}`]: { action: `${ACTION}/Read`, handle: listSettings },
  [`GET ${SETTING}/{}`]: { action: `${ACTION}/Read`, handle: getSetting },
  [`PUT ${SETTING}/{}`]: { action: `${ACTION}/Write`, handle: putSetting },
  [`DELETE ${SETTING}/{}`]: { action: `${ACTION}/Delete`, handle: deleteSetting },
};

function settingsOf(call: ArmCall): Map<string, SettingBody> {
  const id = existingRule(call).id.toLowerCase();
  const settings = call.world.logErrors.get(id) ?? new Map<string, SettingBody>();
  call.world.logErrors.set(id, settings);
  return settings;
}

function nameOf(call: ArmCall): string {
  return call.path.names[3] ?? "";
}

function bodyOf(call: ArmCall, name: string, body: SettingBody): object {
  const id = `${existingRule(call).id}/providers/microsoft.insights/diagnosticSettings/${name}`;
  return { ...body, id, name, type: "Microsoft.Insights/diagnosticSettings" };
}

function listSettings(call: ArmCall): Response {
  return json(200, { value: [...settingsOf(call)].map(([name, body]) => bodyOf(call, name, body)) });
}

function getSetting(call: ArmCall): Response {
  const body = settingsOf(call).get(nameOf(call));
  if (body === undefined) throw notFound(call.url.pathname);
  return json(200, bodyOf(call, nameOf(call), body));
}

function putSetting(call: ArmCall): Response {
  const body = readArmBody(call, SettingBody);
  settingsOf(call).set(nameOf(call), body);
  return json(200, bodyOf(call, nameOf(call), body));
}

function deleteSetting(call: ArmCall): Response {
  return new Response(null, { status: settingsOf(call).delete(nameOf(call)) ? 200 : 204 });
}

/** Writes that rows of a stream were lost to a transformation, wherever a setting of the rule sends its errors. */
export async function logTransformErrors(
  world: World,
  rule: DataCollectionRule,
  failed: { readonly stream: string; readonly rows: number },
): Promise<void> {
  const settings = [...(world.logErrors.get(rule.id.toLowerCase())?.values() ?? [])];
  const row = JSON.stringify({
    TimeGenerated: world.clock.nowIso(),
    OperationName: "Transformation",
    InputStreamId: failed.stream,
    Message: `The transformation failed for ${failed.rows} rows; they were not stored.`,
    CorrelationId: world.newId(),
    _ResourceId: rule.id.toLowerCase(),
  });
  for (const { properties } of settings) {
    const on = properties.logs?.some(({ category, enabled }) => enabled && category?.toLowerCase() === CATEGORY);
    const workspace = world.workspaces.get((properties.workspaceId ?? "").toLowerCase());
    const table = workspace?.tables.get(TABLE.toLowerCase());
    if (on !== true || workspace === undefined || table === undefined) continue;
    await loadRows(world, { workspace, table, recent: true }, [row]);
  }
}
