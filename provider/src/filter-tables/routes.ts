import { listFilterStatistics } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { latestStatistics, shownStatistics } from "./statistics-store.ts";

export function filterStatisticsRoutes(on: Mountable): void {
  mount(on, listFilterStatistics, async ({ deps, tenantId }, { query }) => {
    const { items, ...rest } = await latestStatistics(deps.documents, tenantId, query);
    return { data: { items: items.map(({ body }) => shownStatistics(body)), ...rest } };
  });
}
