import type { Role } from "@logdoctor/shared-policies";
import type { Deps } from "./deps.ts";

/** Who calls, as the verified token says. Nothing of it ever comes from the request's body. */
export interface Principal {
  readonly kind: "agent" | "person";
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What every verb gets: who asks, when, and the parts to answer with. */
export interface RequestContext {
  readonly deps: Deps;
  readonly principal: Principal;
  readonly tenantId: string;
  readonly now: Date;
}
