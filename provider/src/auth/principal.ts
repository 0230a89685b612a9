import type { Role } from "@logdoctor/shared-policies";
import type { JWTPayload } from "jose";
import { z } from "zod";
import type { Principal } from "../context.ts";
import { rejected } from "./verify-token.ts";

/** App role values of the API's registration, as tokens carry them in `roles`. */
const personRoles: Readonly<Record<string, Role>> = {
  "LogDoctor.Reader": "reader",
  "LogDoctor.Admin": "admin",
  "LogDoctor.Responder": "responder",
  "LogDoctor.Approver": "approver",
  "LogDoctor.Operator": "operator",
};
const agentRole = "Agent.Report";
const personScope = "access_as_user";

/** Foreign data: only what is needed is read, unknown roles are left out. */
const Claims = z.object({
  tid: z.guid().transform((tenantId) => tenantId.toLowerCase()),
  oid: z.guid().transform((objectId) => objectId.toLowerCase()),
  scp: z.string().optional(),
  roles: z.array(z.string()).default([]),
  name: z.string().max(200).optional(),
  preferred_username: z.string().max(200).optional(),
});

/**
 * The caller of a verified token. A token with `scp` is a person's and never an agent's, whatever its roles say.
 * @throws AppError `unauthenticated` for claims that cannot be read.
 */
export function principalOf(payload: JWTPayload): Principal {
  const parsed = Claims.safeParse(payload);
  if (!parsed.success) throw rejected("its claims cannot be read", parsed.error);
  const { tid, oid, scp, roles, name, preferred_username } = parsed.data;
  const person = scp !== undefined;
  return {
    kind: person ? "person" : "agent",
    tenantId: tid,
    objectId: oid,
    name: name ?? preferred_username ?? oid,
    roles: person ? rolesOfPerson(scp, roles) : roles.includes(agentRole) ? ["agent"] : [],
  };
}

function rolesOfPerson(scope: string, roles: readonly string[]): Role[] {
  if (!scope.split(" ").includes(personScope)) return [];
  return roles.flatMap((value) => personRoles[value] ?? []);
}
