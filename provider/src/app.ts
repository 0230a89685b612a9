import { Hono } from "hono";
import { agentRoutes } from "./agents/routes.ts";
import { alertRoutes } from "./alerts/routes.ts";
import { bundleRoutes } from "./bundle/routes.ts";
import type { Deps } from "./deps.ts";
import { digestRoutes } from "./digest/routes.ts";
import { exceptionRoutes } from "./exceptions/routes.ts";
import { filterRuleRoutes } from "./filter-rules/routes.ts";
import { filterSettingsRoutes } from "./filter-settings/routes.ts";
import { filterStatisticsRoutes } from "./filter-tables/routes.ts";
import { holdRoutes } from "./holds/routes.ts";
import { healthRoutes } from "./http/health.ts";
import type { Mountable } from "./http/mount.ts";
import { openApiRoutes } from "./http/openapi-routes.ts";
import { rateLimiter } from "./http/rate-limit.ts";
import { tabRoutes } from "./http/tab.ts";
import { unmatchedRoutes } from "./http/unmatched.ts";
import { incidentRoutes } from "./incidents/routes.ts";
import { leaseRoutes } from "./leases/routes.ts";
import { meRoutes } from "./me/routes.ts";
import { notifyRoutes } from "./notify/routes.ts";
import { patternRoutes } from "./patterns/routes.ts";
import { policyRoutes } from "./policies/routes.ts";
import { preventFindingRoutes } from "./prevent-findings/routes.ts";
import { preventionRuleRoutes } from "./prevent-rules/routes.ts";
import { runRoutes } from "./runs/routes.ts";
import { savingsRoutes } from "./savings/routes.ts";
import { settingsRoutes } from "./settings/routes.ts";
import { threatRoutes } from "./threats/routes.ts";

const features = [
  leaseRoutes,
  runRoutes,
  agentRoutes,
  policyRoutes,
  holdRoutes,
  savingsRoutes,
  incidentRoutes,
  exceptionRoutes,
  patternRoutes,
  digestRoutes,
  preventionRuleRoutes,
  preventFindingRoutes,
  alertRoutes,
  filterRuleRoutes,
  filterSettingsRoutes,
  filterStatisticsRoutes,
  threatRoutes,
  notifyRoutes,
  settingsRoutes,
  meRoutes,
  bundleRoutes,
  healthRoutes,
  openApiRoutes,
  tabRoutes,
  // Last: it answers what no route before it did.
  unmatchedRoutes,
];

/** The provider's HTTP application. All that it needs comes in `deps`; it opens nothing by itself. */
export function createApp(deps: Deps): Hono {
  const app = new Hono();
  const on: Mountable = { app, deps, limitRate: rateLimiter({ ...deps.limits, now: deps.now }) };
  for (const register of features) register(on);
  return app;
}
