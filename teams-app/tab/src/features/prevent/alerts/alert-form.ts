import { type AlertRoute, type AlertSettings, AlertSettingsInput, type AlertTeam } from "@logdoctor/shared-policies";

/** A team as a person edits it. */
export interface TeamForm {
  readonly id: string;
  readonly name: string;
  /** Teams id of its place; empty for where incidents are posted. */
  readonly conversation: string;
  /** Empty for the tenant's. */
  readonly timeZone: string;
  readonly quiet: boolean;
  readonly from: string;
  readonly to: string;
  readonly quietDays: readonly number[];
  readonly holidays: "" | "KR" | "JP";
  readonly escalateTo: string;
  readonly people: readonly string[];
}

export interface RouteForm {
  /** Tells rows apart while they are edited. */
  readonly key: number;
  readonly by: AlertRoute["by"];
  readonly value: string;
  readonly team: string;
}

export interface AlertForm {
  readonly timeZone: string;
  readonly defaultTeam: string;
  readonly coolDownHours: string;
  readonly dailyCardBudget: string;
  readonly digestDay: number;
  readonly digestHour: number;
  readonly teams: readonly TeamForm[];
  readonly routes: readonly RouteForm[];
}

const usualQuiet = { from: "19:00", to: "08:00" };

export function formOf(settings: AlertSettings): AlertForm {
  return {
    timeZone: settings.timeZone,
    defaultTeam: settings.defaultTeam,
    coolDownHours: String(settings.coolDownHours),
    dailyCardBudget: String(settings.dailyCardBudget),
    digestDay: settings.digest.day,
    digestHour: settings.digest.hour,
    teams: settings.teams.map(teamForm),
    routes: settings.routes.map((route, key) => ({ ...route, key })),
  };
}

function teamForm(team: AlertTeam): TeamForm {
  return {
    id: team.id,
    name: team.name,
    conversation: team.conversation ?? "",
    timeZone: team.timeZone ?? "",
    quiet: team.quietHours !== undefined,
    ...(team.quietHours ?? usualQuiet),
    quietDays: team.quietDays,
    holidays: team.holidays ?? "",
    escalateTo: team.escalateTo ?? "",
    people: team.people,
  };
}

/** A team like the others in its quiet times, without a name. */
export function newTeam(id: string, like: TeamForm | undefined): TeamForm {
  const blank = { id, name: "", conversation: "", timeZone: "", escalateTo: "", people: [] };
  const quiet = { quiet: true, ...usualQuiet, quietDays: [6, 7], holidays: "" as const };
  if (like === undefined) return { ...quiet, ...blank };
  const { quiet: has, from, to, quietDays, holidays } = like;
  return { quiet: has, from, to, quietDays, holidays, ...blank };
}

export function withRoute(form: AlertForm): AlertForm {
  const key = Math.max(-1, ...form.routes.map((route) => route.key)) + 1;
  return { ...form, routes: [...form.routes, { key, by: "service", value: "", team: form.defaultTeam }] };
}

/** The form without a team: its routes go with it, and whoever turned to it turns to the default team. */
export function withoutTeam(form: AlertForm, id: string): AlertForm {
  const teams = form.teams
    .filter((team) => team.id !== id)
    .map((team) => (team.escalateTo === id ? { ...team, escalateTo: "" } : team));
  const defaultTeam = form.defaultTeam === id ? (teams[0]?.id ?? "") : form.defaultTeam;
  return { ...form, teams, defaultTeam, routes: form.routes.filter(({ team }) => team !== id) };
}

/** The route at `index` one place further up: the first that fits decides. */
export function routeUp(form: AlertForm, index: number): AlertForm {
  const route = form.routes[index];
  if (route === undefined || index === 0) return form;
  return { ...form, routes: form.routes.toSpliced(index, 1).toSpliced(index - 1, 0, route) };
}

/** What the form says, not yet checked: text that is no whole number becomes NaN, which the check refuses. */
export function candidateOf(form: AlertForm): AlertSettingsInput {
  const { timeZone, defaultTeam, digestDay: day, digestHour: hour } = form;
  return {
    ...{ timeZone, defaultTeam, digest: { day, hour } },
    coolDownHours: wholeNumber(form.coolDownHours),
    dailyCardBudget: wholeNumber(form.dailyCardBudget),
    teams: form.teams.map(teamOf),
    routes: form.routes.map(({ by, value, team }) => ({ by, value: value.trim(), team })),
  };
}

function teamOf(team: TeamForm): AlertTeam {
  return {
    ...{ id: team.id, name: team.name.trim(), people: [...team.people], quietDays: [...team.quietDays] },
    ...(team.conversation === "" ? {} : { conversation: team.conversation }),
    ...(team.timeZone === "" ? {} : { timeZone: team.timeZone }),
    ...(team.quiet ? { quietHours: { from: team.from, to: team.to } } : {}),
    ...(team.holidays === "" ? {} : { holidays: team.holidays }),
    ...(team.escalateTo === "" ? {} : { escalateTo: team.escalateTo }),
  };
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** What is to be saved, for a form without complaints. */
export function bodyOf(form: AlertForm): AlertSettingsInput {
  return AlertSettingsInput.parse(candidateOf(form));
}
