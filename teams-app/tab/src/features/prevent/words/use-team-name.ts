import { useQuery } from "@tanstack/react-query";
import { alertSettingsQuery } from "../../../api/prevent-queries.ts";
import { useApi } from "../../../services.ts";

/** Names of teams by their ids; the id of one that is gone. */
export function useTeamName(): (id: string) => string {
  const teams = useQuery(alertSettingsQuery(useApi())).data?.teams ?? [];
  return (id) => teams.find((team) => team.id === id)?.name ?? id;
}
