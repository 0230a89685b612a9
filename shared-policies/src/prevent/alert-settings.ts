import { z } from "zod";
import { DocumentId } from "../ids.ts";
import type { FieldProblem } from "../problem.ts";

/** Countries whose public holidays a team can keep. */
export const HolidayCountry = z.enum(["KR", "JP"]);
export type HolidayCountry = z.infer<typeof HolidayCountry>;

const TimeZone = z
  .string()
  .max(60)
  .regex(/^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/, "a time zone such as Asia/Seoul");

const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a time such as 09:00");

/** Who gets one card: a channel of Teams, and when its people want none. */
export const AlertTeam = z.strictObject({
  id: DocumentId,
  name: z.string().min(1).max(120),
  /** Teams id of the team, channel or chat; where notifications of the tenant go where absent. */
  conversation: z.string().min(1).max(200).optional(),
  /** Entra object ids of its people, so that the budget of a person holds over all teams. */
  people: z.array(z.guid()).max(200).default([]),
  /** Of quiet hours and days; the tenant's where absent. */
  timeZone: TimeZone.optional(),
  /** May go past midnight. */
  quietHours: z.strictObject({ from: ClockTime, to: ClockTime }).optional(),
  /** 1 is Monday, 7 is Sunday. */
  quietDays: z.array(z.int().min(1).max(7)).max(6).default([6, 7]),
  holidays: HolidayCountry.optional(),
  /** Team that is told when three alerts in a row got no answer; the default team where absent. */
  escalateTo: DocumentId.optional(),
});
export type AlertTeam = z.infer<typeof AlertTeam>;

/** Which team a finding goes to; of several routes the first that fits. */
export const AlertRoute = z.strictObject({
  by: z.enum(["resource", "service"]),
  /** A resource id or the start of one, up to a slash; a service's name, or the start of one with * at the end. */
  value: z.string().min(1).max(1000),
  team: DocumentId,
});
export type AlertRoute = z.infer<typeof AlertRoute>;

/** When and whom Prevent alerts. */
export const AlertSettingsInput = z.strictObject({
  timeZone: TimeZone,
  teams: z.array(AlertTeam).min(1).max(50),
  routes: z.array(AlertRoute).max(500),
  defaultTeam: DocumentId,
  /** Hours until a finding is alerted again, and within which an answer is awaited. */
  coolDownHours: z.int().min(1).max(168),
  /** New messages to one person on one day of `timeZone`. */
  dailyCardBudget: z.int().min(2).max(20),
  /** When the weekly digest goes out: 1 is Monday. The first time after it that is not quiet. */
  digest: z.strictObject({ day: z.int().min(1).max(7), hour: z.int().min(0).max(23) }),
});
export type AlertSettingsInput = z.infer<typeof AlertSettingsInput>;

/** What holds for tenants that set nothing, in Korea. */
export const defaultAlertSettings: AlertSettingsInput = {
  timeZone: "Asia/Seoul",
  teams: [
    {
      id: "everyone",
      name: "Everyone",
      people: [],
      quietHours: { from: "19:00", to: "08:00" },
      quietDays: [6, 7],
      holidays: "KR",
    },
  ],
  routes: [],
  defaultTeam: "everyone",
  coolDownHours: 24,
  dailyCardBudget: 3,
  digest: { day: 1, hour: 9 },
};

/** What holds for a tenant that set nothing, by the Azure region of its workspace: its nights and holidays. */
export function defaultAlertSettingsIn(region: string | undefined): AlertSettingsInput {
  if (region?.toLowerCase().startsWith("japan") !== true) return defaultAlertSettings;
  const teams = defaultAlertSettings.teams.map((team) => ({ ...team, holidays: "JP" as const }));
  return { ...defaultAlertSettings, timeZone: "Asia/Tokyo", teams };
}

/** What does not fit together, by JSON pointer; empty for good settings. Time zones are the caller's to know. */
export function checkAlertSettings(settings: AlertSettingsInput): FieldProblem[] {
  const ids = settings.teams.map(({ id }) => id);
  const places = settings.teams.map(({ conversation }) => conversation ?? "");
  const known = (id: string | undefined): boolean => id === undefined || ids.includes(id);
  const told = (condition: boolean, pointer: string, detail: string): FieldProblem[] =>
    condition ? [{ pointer, detail }] : [];
  return [
    ...told(!known(settings.defaultTeam), "/defaultTeam", "There is no such team."),
    ...settings.teams.flatMap(({ id, escalateTo, conversation = "", quietHours }, i) => [
      ...told(ids.indexOf(id) !== i, `/teams/${i}/id`, "Two teams have this id."),
      ...told(places.indexOf(conversation) !== i, `/teams/${i}/conversation`, "Two teams share one place."),
      ...told(!known(escalateTo), `/teams/${i}/escalateTo`, "There is no such team."),
      ...told(
        quietHours?.from === quietHours?.to && quietHours !== undefined,
        `/teams/${i}/quietHours`,
        "It is empty.",
      ),
    ]),
    ...settings.routes.flatMap(({ team }, i) => told(!known(team), `/routes/${i}/team`, "There is no such team.")),
    ...crowded(settings),
  ];
}

// Each team keeps one message of its people's day for what is urgent, and the weekly digest needs one more.
function crowded({ teams, dailyCardBudget }: AlertSettingsInput): FieldProblem[] {
  const people = Map.groupBy(
    teams.flatMap((team) => [...new Set(team.people.map((id) => id.toLowerCase()))]),
    (id) => id,
  );
  const most = Math.max(0, ...[...people.values()].map(({ length }) => length));
  if (most < dailyCardBudget) return [];
  const detail = `Somebody is in ${most} teams: the budget must be ${most + 1}, one for each and one for the digest.`;
  return [{ pointer: "/dailyCardBudget", detail }];
}
