import {
  type AlertSettingsInput,
  checkAlertSettings,
  type updateAlertSettings as endpoint,
  type FieldProblem,
} from "@logdoctor/shared-policies";
import type { RequestContext } from "../context.ts";
import { AppError } from "../http/app-error.ts";
import { changedMeanwhile } from "../http/etag.ts";
import type { Input, Reply } from "../http/mount.ts";
import {
  alertSettingsEtag,
  findAlertSettings,
  type StoredAlertSettings,
  shownAlertSettings,
  writeAlertSettings,
} from "./alert-settings-store.ts";
import { readDesk, wakeDesk } from "./desk-store.ts";

/** Replaces who is alerted and when; what waits is decided anew. */
export async function updateAlertSettings(
  ctx: RequestContext,
  { body: settings, ifMatch }: Input<typeof endpoint>,
): Promise<Reply<typeof endpoint>> {
  const { deps, tenantId, now, principal } = ctx;
  const read = await findAlertSettings(deps.documents, tenantId);
  if (alertSettingsEtag(read?.body) !== ifMatch) throw changedMeanwhile();
  const errors = [...checkAlertSettings(settings), ...unknownZones(settings)];
  if (errors.length > 0) throw new AppError("invalid-request", "The settings do not fit together.", { errors });
  const revision = (read?.body.revision ?? 0) + 1;
  const changedAt = now.toISOString();
  const body: StoredAlertSettings = { settings, revision, changedAt, changedBy: principal.name };
  const result = await deps.documents.commit(tenantId, [writeAlertSettings(read, body)]);
  if (!result.committed) throw changedMeanwhile();
  const desk = await readDesk(deps.documents, tenantId);
  // Where the desk changes meanwhile, it has decided by the new settings, or is about to.
  if (desk !== undefined) await deps.documents.commit(tenantId, [wakeDesk(desk, now)]);
  const data = await shownAlertSettings(deps.documents, tenantId, body);
  return { data, etag: data.etag };
}

function unknownZones({ timeZone, teams }: AlertSettingsInput): FieldProblem[] {
  const zones = [
    ["/timeZone", timeZone],
    ...teams.map((team, i) => [`/teams/${i}/timeZone`, team.timeZone ?? timeZone] as const),
  ] as const;
  const detail = "This time zone is not known.";
  return zones.filter(([, zone]) => !isKnown(zone)).map(([pointer]) => ({ pointer, detail }));
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
