import type { Role } from "@logdoctor/shared-policies";
import { someIncidents, somePatterns } from "./detect-documents.ts";
import { aRun, someAgent, someHold, someInventory, somePolicies, someSavings } from "./documents.ts";
import type { FakeState } from "./fake-answers.ts";
import { storePolicy } from "./fake-answers.ts";
import { createFakeApi, type FakeApi } from "./fake-api.ts";
import { storeIncident } from "./fake-detect.ts";
import { storeFilterRule, storeSampling, usualFilterSettings } from "./fake-filter.ts";
import { createFakeIssuer, type FakeIssuer } from "./fake-issuer.ts";
import { storeViolation } from "./fake-prevent.ts";
import { boundingRate, revertedRule, runningRule, someRate, testedRule } from "./filter-documents.ts";
import { listen } from "./listen.ts";
import { noNotify, someNotify } from "./notify-documents.ts";
import { someAlertSettings, someAlerts, someRules, someViolations } from "./prevent-documents.ts";
import { createTabSite } from "./tab-site.ts";

export interface Site {
  /** Address of the tab. */
  readonly url: string;
  readonly api: FakeApi;
  readonly issuer: FakeIssuer;
}

export interface SiteHost {
  /** A site with a state of its own, in place of the one before. */
  serve(state: FakeState): Site;
  close(): Promise<void>;
}

/**
 * Serves the built tab with a fake provider and, on an origin of its own, a fake issuer. One site follows the other at the
 * same two addresses, so that a browser keeps the tab's files, as it does those of the real provider.
 */
export async function startSiteHost(dist: string): Promise<SiteHost> {
  let current: (Site & { readonly fetch: (request: Request) => Promise<Response> }) | undefined;
  const nothing = new Error("No site is being served");
  const issuers = await listen(async (request) => await (current?.issuer.fetch(request) ?? Promise.reject(nothing)));
  const tabs = await listen(async (request) => await (current?.fetch(request) ?? Promise.reject(nothing)));
  return {
    serve(state) {
      const issuer = createFakeIssuer(() => issuers.url);
      const api = createFakeApi(state);
      current = { url: `${tabs.url}/tab/`, api, issuer, fetch: createTabSite(dist, () => issuers.url, api) };
      return current;
    },
    close: async () => {
      await Promise.all([tabs.close(), issuers.close()]);
    },
  };
}

export function emptyState(roles: Role[] = ["admin"]): FakeState {
  return {
    roles,
    policies: [],
    holds: [],
    runs: [],
    agents: [],
    inventory: [],
    savings: undefined,
    settings: {
      jobs: {
        retain: { enabled: true, cadenceMinutes: 1440 },
        prevent: { enabled: true, cadenceMinutes: 360 },
        detect: { enabled: true, cadenceMinutes: 30 },
        filter: { enabled: true, cadenceMinutes: 5 },
      },
      etag: "settings-0",
    },
    incidents: [],
    exceptions: [],
    patterns: [],
    filters: [],
    filterSettings: usualFilterSettings,
    sampling: [],
    notify: noNotify(),
    violations: [],
    preventionRules: [],
    alertSettings: someAlertSettings(),
    alerts: [],
    changes: 0,
  };
}

/** A tenant in full use. */
export function fullState(roles: Role[] = ["admin"]): FakeState {
  const state: FakeState = {
    ...emptyState(roles),
    holds: [someHold],
    runs: [aRun()],
    agents: [someAgent],
    inventory: someInventory,
    savings: someSavings,
    patterns: somePatterns,
    preventionRules: someRules,
    alerts: someAlerts,
    notify: someNotify(),
  };
  for (const rule of [testedRule, runningRule, revertedRule]) storeFilterRule(state, rule);
  storeSampling(state, "rate-1", someRate);
  storeSampling(state, "rate-2", boundingRate);
  for (const incident of someIncidents) storeIncident(state, incident);
  for (const violation of someViolations) storeViolation(state, violation);
  somePolicies.forEach((policy, index) => {
    storePolicy(state, `policy-${index + 1}`, policy);
  });
  return state;
}
