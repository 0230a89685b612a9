import { replayNotification } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { useApi } from "../services.ts";
import { meQuery } from "./queries.ts";

/** Whether the signed-in person may put notifications back. The API decides for itself; this only hides what it would refuse. */
export function useCanReplay(): boolean {
  const me = useQuery(meQuery(useApi()));
  return me.data?.roles.some((role) => replayNotification.roles.includes(role)) === true;
}
