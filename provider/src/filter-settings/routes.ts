import {
  getFilterSettings,
  listSampling,
  putSampling as putEndpoint,
  updateFilterSettings as updateEndpoint,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { findFilterSettings, shownFilterSettings } from "./filter-settings-store.ts";
import { putSampling } from "./put-sampling.ts";
import { samplingOf, shownSampling } from "./sampling-store.ts";
import { updateFilterSettings } from "./update-filter-settings.ts";

export function filterSettingsRoutes(on: Mountable): void {
  mount(on, getFilterSettings, async ({ deps, tenantId }) => {
    const data = shownFilterSettings((await findFilterSettings(deps.documents, tenantId))?.body);
    return { data, etag: data.etag };
  });
  mount(on, updateEndpoint, updateFilterSettings);
  mount(on, listSampling, async ({ deps, tenantId }) => {
    const stored = await samplingOf(deps.documents, tenantId);
    return { data: { items: stored.map(({ body }) => shownSampling(body)) } };
  });
  mount(on, putEndpoint, putSampling);
}
