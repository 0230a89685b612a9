import type { Deps } from "../../deps.ts";
import type { DocumentStore } from "../../documents/document-store.ts";
import { DeliveryError } from "../delivery-error.ts";
import type { NotifyDeps } from "../notify-deps.ts";
import { type NotifySettings, readNotifySettings } from "../notify-settings-store.ts";
import { type PaceLimit, pace } from "./pace.ts";
import { type Subject, type Telling, tellingOf } from "./telling.ts";

/** What delivering takes. One for a process: it knows what every channel was sent lately. */
export interface Courier {
  readonly documents: DocumentStore;
  readonly now: () => Date;
  readonly notify: NotifyDeps;
  /** What people are to be told, as it is now; undefined where it is gone. */
  readonly telling: (subject: Subject) => Promise<Telling | undefined>;
  readonly settings: (tenantId: string) => Promise<NotifySettings>;
  /** Counts a message to a channel. @throws DeliveryError `pace` when it takes none now. */
  readonly requirePace: (channel: string, limits: readonly PaceLimit[]) => void;
  readonly pause: (channel: string, ms: number) => void;
}

export function courierOf({ documents, now, notify }: Pick<Deps, "documents" | "now" | "notify">): Courier {
  const rate = pace(now);
  return {
    ...{ documents, now, notify, pause: rate.pause },
    telling: (subject) => tellingOf({ documents, notify }, subject),
    settings: async (tenantId) => (await readNotifySettings(documents, tenantId)).body,
    requirePace(channel, limits) {
      const waitMs = rate.take(channel, limits);
      if (waitMs > 0) throw new DeliveryError("pace", "The channel's rate is used up.", { retryAfterMs: waitMs });
    },
  };
}
