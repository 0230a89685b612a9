import { createHashHistory, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { incidentFilterOf } from "./features/detect/incidents/incident-filter.ts";
import { filterRoutes } from "./features/filter/filter-routes.ts";
import { preventRoutes } from "./features/prevent/prevent-routes.ts";
import { rootRoute } from "./root-route.ts";
import { Loading } from "./ui/loading.tsx";

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./features/overview/overview-page.tsx"), "OverviewPage"),
});

const retainRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "retain",
  component: lazyRouteComponent(() => import("./features/retain/retain-layout.tsx"), "RetainLayout"),
});

const retainIndexRoute = createRoute({
  getParentRoute: () => retainRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/retain/policies" });
  },
});

const policiesRoute = createRoute({
  getParentRoute: () => retainRoute,
  path: "policies",
  component: lazyRouteComponent(() => import("./features/retain/policies/policies-page.tsx"), "PoliciesPage"),
});

const newPolicyRoute = createRoute({
  getParentRoute: () => retainRoute,
  path: "policies/new",
  component: lazyRouteComponent(() => import("./features/retain/policies/new-policy-page.tsx"), "NewPolicyPage"),
});

/** The prefix keeps a policy whose id is "new" apart from the page that makes one. */
const editPolicyRoute = createRoute({
  getParentRoute: () => retainRoute,
  path: "policies/edit/$id",
  component: lazyRouteComponent(() => import("./features/retain/policies/edit-policy-page.tsx"), "EditPolicyPage"),
});

const runsRoute = createRoute({
  getParentRoute: () => retainRoute,
  path: "runs",
  component: lazyRouteComponent(() => import("./features/retain/runs/runs-page.tsx"), "RunsPage"),
});

const runRoute = createRoute({
  getParentRoute: () => retainRoute,
  path: "runs/$runId",
  component: lazyRouteComponent(() => import("./features/retain/runs/run-page.tsx"), "RunPage"),
});

const holdsRoute = createRoute({
  getParentRoute: () => retainRoute,
  path: "holds",
  component: lazyRouteComponent(() => import("./features/retain/holds/holds-page.tsx"), "HoldsPage"),
});

const detectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "detect",
  component: lazyRouteComponent(() => import("./features/detect/detect-layout.tsx"), "DetectLayout"),
});

const detectIndexRoute = createRoute({
  getParentRoute: () => detectRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/detect/incidents" });
  },
});

const incidentsRoute = createRoute({
  getParentRoute: () => detectRoute,
  path: "incidents",
  validateSearch: incidentFilterOf,
  component: lazyRouteComponent(() => import("./features/detect/incidents/incidents-page.tsx"), "IncidentsPage"),
});

const incidentRoute = createRoute({
  getParentRoute: () => detectRoute,
  path: "incidents/$id",
  component: lazyRouteComponent(() => import("./features/detect/incidents/incident-page.tsx"), "IncidentPage"),
});

const patternsRoute = createRoute({
  getParentRoute: () => detectRoute,
  path: "patterns",
  component: lazyRouteComponent(() => import("./features/detect/patterns/patterns-page.tsx"), "PatternsPage"),
});

const exceptionsRoute = createRoute({
  getParentRoute: () => detectRoute,
  path: "exceptions",
  component: lazyRouteComponent(() => import("./features/detect/exceptions/exceptions-page.tsx"), "ExceptionsPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "settings",
  component: lazyRouteComponent(() => import("./features/settings/settings-layout.tsx"), "SettingsLayout"),
});

const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/jobs" });
  },
});

const jobSettingsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "jobs",
  component: lazyRouteComponent(() => import("./features/settings/settings-page.tsx"), "SettingsPage"),
});

const notificationsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "notifications",
  component: lazyRouteComponent(
    () => import("./features/settings/notifications/notifications-page.tsx"),
    "NotificationsPage",
  ),
});

const routeTree = rootRoute.addChildren([
  overviewRoute,
  retainRoute.addChildren([
    retainIndexRoute,
    policiesRoute,
    newPolicyRoute,
    editPolicyRoute,
    runsRoute,
    runRoute,
    holdsRoute,
  ]),
  preventRoutes,
  detectRoute.addChildren([detectIndexRoute, incidentsRoute, incidentRoute, patternsRoute, exceptionsRoute]),
  filterRoutes,
  settingsRoute.addChildren([settingsIndexRoute, jobSettingsRoute, notificationsRoute]),
]);

/** Pages are addressed by the part after `#`, so that any static server can serve them. */
export function createTabRouter() {
  return createRouter({ routeTree, history: createHashHistory(), defaultPendingComponent: Loading });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createTabRouter>;
  }
}
