import type { Person } from "@logdoctor/local-azure";
import { samplePolicies } from "@logdoctor/sample-data";
import {
  type CallTarget,
  call,
  createEnrolmentCode,
  createRetentionPolicy,
  listAgents,
  listRetentionPolicies,
} from "@logdoctor/shared-policies";
import type { Company } from "./cloud/companies.ts";
import { type SignInPlace, signIn } from "./cloud/sign-in.ts";

/** The provider's API as a company's admin calls it. */
export function adminApi(baseUrl: string, place: SignInPlace, company: { readonly admin: Person }): CallTarget {
  let token: Promise<string> | undefined;
  return {
    baseUrl,
    fetch: (request) => fetch(request),
    token: () => {
      token ??= signIn(place, company.admin);
      return token;
    },
  };
}

/** Makes the sample policies for a company that has none. Returns how many it has. */
export async function ensurePolicies(api: CallTarget, company: Company): Promise<number> {
  const { data } = await call(api, listRetentionPolicies, { query: { limit: 200 } });
  if (data.items.length > 0) return data.items.length;
  const policies = samplePolicies(company.tenant.key);
  for (const body of policies) await call(api, createRetentionPolicy, { body });
  return policies.length;
}

/** A one-time code for a company's agent, or undefined when its identity is enrolled already. */
export async function codeForAgent(api: CallTarget, company: Company): Promise<string | undefined> {
  const { data } = await call(api, listAgents);
  if (data.items.some((agent) => agent.objectId === company.identity.objectId)) return undefined;
  return (await call(api, createEnrolmentCode, { body: {} })).data.enrolmentCode;
}
