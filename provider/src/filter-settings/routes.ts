import {
  createSampling as createEndpoint,
  getFilterSettings,
  listSampling,
  updateFilterSettings as updateEndpoint,
  updateSampling as updateSamplingEndpoint,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { createSampling } from "./create-sampling.ts";
import { findFilterSettings, shownFilterSettings } from "./filter-settings-store.ts";
import { samplingOf, shownSampling } from "./sampling-store.ts";
import { updateFilterSettings } from "./update-filter-settings.ts";
import { updateSampling } from "./update-sampling.ts";

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
  mount(on, createEndpoint, createSampling);
  mount(on, updateSamplingEndpoint, updateSampling);
}
