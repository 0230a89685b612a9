import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../../root-route.ts";
import { templateOf } from "./rules/templates.ts";

const filterRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "filter",
  component: lazyRouteComponent(() => import("./filter-layout.tsx"), "FilterLayout"),
});

const filterIndexRoute = createRoute({
  getParentRoute: () => filterRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/filter/rules" });
  },
});

const rulesRoute = createRoute({
  getParentRoute: () => filterRoute,
  path: "rules",
  component: lazyRouteComponent(() => import("./rules/rules-page.tsx"), "RulesPage"),
});

const newRuleRoute = createRoute({
  getParentRoute: () => filterRoute,
  path: "rules/new",
  validateSearch: templateOf,
  component: lazyRouteComponent(() => import("./editor/new-rule-page.tsx"), "NewRulePage"),
});

/** The prefixes keep rules whose ids are "new" or "edit" apart from the pages of that name. */
const ruleRoute = createRoute({
  getParentRoute: () => filterRoute,
  path: "rules/one/$id",
  component: lazyRouteComponent(() => import("./rule/rule-page.tsx"), "RulePage"),
});

const editRuleRoute = createRoute({
  getParentRoute: () => filterRoute,
  path: "rules/edit/$id",
  component: lazyRouteComponent(() => import("./editor/edit-rule-page.tsx"), "EditRulePage"),
});

const explainRoute = createRoute({
  getParentRoute: () => filterRoute,
  path: "explain",
  component: lazyRouteComponent(() => import("./explain/explain-page.tsx"), "ExplainPage"),
});

const filterSettingsRoute = createRoute({
  getParentRoute: () => filterRoute,
  path: "settings",
  component: lazyRouteComponent(() => import("./settings/filter-settings-page.tsx"), "FilterSettingsPage"),
});

/** The pages of Filter. */
export const filterRoutes = filterRoute.addChildren([
  filterIndexRoute,
  rulesRoute,
  newRuleRoute,
  ruleRoute,
  editRuleRoute,
  explainRoute,
  filterSettingsRoute,
]);
