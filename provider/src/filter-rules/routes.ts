import {
  approveLoss as approveEndpoint,
  checkFilterRules,
  createFilterRule,
  deleteFilterRule,
  explainFilter,
  getFilterRule,
  listFilterRules,
  moveFilterRuleEndpoint,
  renewFilterRule,
  updateFilterRule,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { approveLoss } from "./approve-loss.ts";
import { checkFilters, explainRow } from "./check-filters.ts";
import { createFilter } from "./create-filter.ts";
import { deleteFilter } from "./delete-filter.ts";
import { getFilter } from "./get-filter.ts";
import { listFilters } from "./list-filters.ts";
import { moveFilter } from "./move-filter.ts";
import { renewFilter } from "./renew-filter.ts";
import { updateFilter } from "./update-filter.ts";

export function filterRuleRoutes(on: Mountable): void {
  mount(on, listFilterRules, listFilters);
  mount(on, createFilterRule, createFilter);
  mount(on, checkFilterRules, checkFilters);
  mount(on, explainFilter, explainRow);
  mount(on, getFilterRule, getFilter);
  mount(on, updateFilterRule, updateFilter);
  mount(on, deleteFilterRule, deleteFilter);
  mount(on, moveFilterRuleEndpoint, moveFilter);
  mount(on, renewFilterRule, renewFilter);
  mount(on, approveEndpoint, approveLoss);
}
