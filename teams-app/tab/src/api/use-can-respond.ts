import { useQuery } from "@tanstack/react-query";
import { useApi } from "../services.ts";
import { meQuery } from "./queries.ts";

/** Whether the signed-in person may act on incidents. The API decides for itself; this only hides what it would refuse. */
export function useCanRespond(): boolean {
  const me = useQuery(meQuery(useApi()));
  return me.data?.roles.some((role) => role === "responder" || role === "admin") === true;
}
