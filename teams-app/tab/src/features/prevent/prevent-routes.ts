import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../../root-route.ts";
import { findingFilterOf } from "./findings/finding-filter.ts";

const preventRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "prevent",
  component: lazyRouteComponent(() => import("./prevent-layout.tsx"), "PreventLayout"),
});

const indexRoute = createRoute({
  getParentRoute: () => preventRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/prevent/findings" });
  },
});

const findingsRoute = createRoute({
  getParentRoute: () => preventRoute,
  path: "findings",
  validateSearch: findingFilterOf,
  component: lazyRouteComponent(() => import("./findings/findings-page.tsx"), "FindingsPage"),
});

const findingRoute = createRoute({
  getParentRoute: () => preventRoute,
  path: "findings/$id",
  component: lazyRouteComponent(() => import("./finding/finding-page.tsx"), "FindingPage"),
});

const rulesRoute = createRoute({
  getParentRoute: () => preventRoute,
  path: "rules",
  component: lazyRouteComponent(() => import("./rules/rules-page.tsx"), "RulesPage"),
});

const newRuleRoute = createRoute({
  getParentRoute: () => preventRoute,
  path: "rules/new",
  component: lazyRouteComponent(() => import("./rules/editor/new-rule-page.tsx"), "NewRulePage"),
});

/** The prefix keeps a rule whose id is "new" apart from the page that makes one. */
const editRuleRoute = createRoute({
  getParentRoute: () => preventRoute,
  path: "rules/edit/$id",
  component: lazyRouteComponent(() => import("./rules/editor/edit-rule-page.tsx"), "EditRulePage"),
});

const alertsRoute = createRoute({
  getParentRoute: () => preventRoute,
  path: "alerts",
  component: lazyRouteComponent(() => import("./alerts/alerts-page.tsx"), "AlertsPage"),
});

/** The pages of Prevent. */
export const preventRoutes = preventRoute.addChildren([
  indexRoute,
  findingsRoute,
  findingRoute,
  rulesRoute,
  newRuleRoute,
  editRuleRoute,
  alertsRoute,
]);
