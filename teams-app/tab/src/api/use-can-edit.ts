import { useQuery } from "@tanstack/react-query";
import { useApi } from "../services.ts";
import { meQuery } from "./queries.ts";

/** Whether the signed-in person may change things. The API decides for itself; this only hides what it would refuse. */
export function useCanEdit(): boolean {
  const me = useQuery(meQuery(useApi()));
  return me.data?.roles.includes("admin") === true;
}
