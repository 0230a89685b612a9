import { createContext, useContext } from "react";
import type { Api } from "./api/api.ts";
import type { Session } from "./session/session.ts";

/** What pages need from outside; given once at the root. */
export interface Services {
  readonly api: Api;
  readonly session: Session;
  readonly clock: () => Date;
}

export const ServicesContext = createContext<Services | undefined>(undefined);

/** The services given at the root. Throws outside of it. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error("useServices needs a ServicesContext above it");
  return services;
}

export function useApi(): Api {
  return useServices().api;
}
