import type { Incident } from "@logdoctor/shared-policies";
import type { Deps } from "../../deps.ts";
import type { DocumentStore } from "../../documents/document-store.ts";
import { findIncident } from "../../incidents/incident-store.ts";
import { DeliveryError } from "../delivery-error.ts";
import type { NotifyDeps } from "../notify-deps.ts";
import { type NotifySettings, readNotifySettings } from "../notify-settings-store.ts";
import { type PaceLimit, pace } from "./pace.ts";

/** The incident that people are to be told of. */
export interface Subject {
  readonly tenantId: string;
  readonly incidentId: string;
}

/** What delivering takes. One for a process: it knows what every channel was sent lately. */
export interface Courier {
  readonly documents: DocumentStore;
  readonly now: () => Date;
  readonly notify: NotifyDeps;
  /** The incident as it is now. */
  readonly incident: (subject: Subject) => Promise<{ readonly incident: Incident; readonly etag: string } | undefined>;
  readonly settings: (tenantId: string) => Promise<NotifySettings>;
  /** Counts a message to a channel. @throws DeliveryError `pace` when it takes none now. */
  readonly requirePace: (channel: string, limits: readonly PaceLimit[]) => void;
  readonly pause: (channel: string, ms: number) => void;
}

export function courierOf({ documents, now, notify }: Pick<Deps, "documents" | "now" | "notify">): Courier {
  const rate = pace(now);
  return {
    ...{ documents, now, notify, pause: rate.pause },
    async incident({ tenantId, incidentId }) {
      const stored = await findIncident(documents, tenantId, incidentId);
      return stored === undefined ? undefined : { incident: stored.body.incident, etag: stored.etag };
    },
    settings: async (tenantId) => (await readNotifySettings(documents, tenantId)).body,
    requirePace(channel, limits) {
      const waitMs = rate.take(channel, limits);
      if (waitMs > 0) throw new DeliveryError("pace", "The channel's rate is used up.", { retryAfterMs: waitMs });
    },
  };
}
