import type { AlertKind } from "./alert.ts";
import type { AlertSettingsInput, AlertTeam } from "./alert-settings.ts";

/** A message that a team got. */
export interface DayCard {
  readonly id: string;
  readonly teamId: string;
  readonly kind: AlertKind;
  /** Local day of the tenant, YYYY-MM-DD. */
  readonly day: string;
  readonly at: string;
}

export interface Posting {
  readonly team: AlertTeam;
  readonly kind: AlertKind;
  /** Something that became graver, or an escalation: the last message of the day is kept for it. */
  readonly urgent: boolean;
  readonly day: string;
}

/**
 * Whether a new message to a team keeps everyone within their budget. Each team keeps one message of its people's day for
 * its first, so that something urgent always finds a message to stand in, whoever was told of what before.
 */
export function mayPost(
  settings: AlertSettingsInput,
  cards: readonly DayCard[],
  { team, kind, urgent, day }: Posting,
): boolean {
  const today = cards.filter((card) => card.day === day);
  const hasCard = (id: string): boolean => today.some((card) => card.teamId === id && isJoinable(card));
  const first = kind !== "digest" && !hasCard(team.id);
  const limit = urgent || first ? settings.dailyCardBudget : settings.dailyCardBudget - 1;
  return audiencesOf(settings, team).every((teams) => {
    const sent = today.filter(({ teamId }) => teams.includes(teamId)).length;
    const kept = teams.filter((id) => !hasCard(id) && !(id === team.id && first)).length;
    return sent + 1 + kept <= limit;
  });
}

/** The message of the day that more findings of a team can join, the latest one. */
export function joinableCard(cards: readonly DayCard[], teamId: string, day: string): DayCard | undefined {
  return cards.findLast((card) => card.day === day && card.teamId === teamId && isJoinable(card));
}

function isJoinable({ kind }: DayCard): boolean {
  return kind !== "digest";
}

/** For each person of a team, and for one who is in no other, the teams whose messages they get. */
function audiencesOf({ teams }: AlertSettingsInput, team: AlertTeam): string[][] {
  const people = team.people.map((id) => id.toLowerCase());
  const ofPerson = people.map((person) =>
    teams.filter(({ people: all }) => all.some((id) => id.toLowerCase() === person)).map(({ id }) => id),
  );
  return [[team.id], ...ofPerson];
}
