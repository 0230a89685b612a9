import type { AlertRoute, AlertSettingsInput, AlertTeam } from "./alert-settings.ts";
import type { PreventFinding } from "./finding.ts";

/** The team that a finding is told: that of the first route that fits, otherwise the default team. */
export function teamOfFinding(
  { routes, defaultTeam, teams }: AlertSettingsInput,
  finding: Pick<PreventFinding, "resource" | "service">,
): AlertTeam {
  const route = routes.find((one) => fits(one, finding));
  return teamOf(teams, route?.team ?? defaultTeam);
}

/** The team that is told when nobody of another answers. */
export function escalationTeamOf({ teams, defaultTeam }: AlertSettingsInput, team: AlertTeam): AlertTeam {
  return teamOf(teams, team.escalateTo ?? defaultTeam);
}

// Settings were checked when they were stored.
function teamOf(teams: readonly AlertTeam[], id: string): AlertTeam {
  const team = teams.find((one) => one.id === id) ?? teams[0];
  if (team === undefined) throw new RangeError("Alert settings have at least one team");
  return team;
}

function fits({ by, value }: AlertRoute, { resource, service = "" }: Pick<PreventFinding, "resource" | "service">) {
  const wanted = value.toLowerCase();
  if (by === "resource") {
    const start = wanted.replace(/\/+$/, "");
    const named = resource.toLowerCase();
    return named === start || named.startsWith(`${start}/`);
  }
  const name = service.toLowerCase();
  return wanted.endsWith("*") ? name !== "" && name.startsWith(wanted.slice(0, -1)) : name === wanted;
}
