import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../../deps.ts";
import {
  type Claimed,
  claimDue,
  markDead,
  markFailed,
  markSent,
  type OutboxMessage,
} from "../../outbox/outbox-store.ts";
import { asDeliveryError, type DeliveryError } from "../delivery-error.ts";
import { type Courier, courierOf } from "./courier.ts";
import { deliver } from "./deliver.ts";
import { maxAttempts, retryDelay } from "./retry-delay.ts";

export interface Notifier {
  /** Delivers what is due now and resolves when all of it is done or put back. The number of messages claimed. */
  readonly drain: () => Promise<number>;
  /** Claims no more, and resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
}

export interface NotifierOptions {
  /** How often to look for due messages; 0 looks only when `drain` is called. */
  readonly pollMs: number;
  readonly random: () => number;
  readonly note: (error: unknown) => undefined;
}

/** Incidents and cards under way at once. */
const atOnce = 100;
/** Longer than all requests for one incident together. */
const claimMs = 120_000;
/**
 * Where something was due, more may be. Each round costs some writes to the disk, however many messages it carries: to look
 * more often makes a busy provider slower.
 */
const busyPollMs = 150;

/** Delivers the messages of the outbox until it is stopped. Any number of processes may do so at once. */
export function startNotifier(
  deps: Pick<Deps, "documents" | "now" | "notify">,
  { pollMs, random, note }: NotifierOptions,
): Notifier {
  const courier = courierOf(deps);
  const underWay = new Set<Promise<void>>();
  const ended = new AbortController();
  const claim = async (): Promise<number> => {
    const limit = ended.signal.aborted ? 0 : atOnce - underWay.size;
    const claimed = limit > 0 ? await claimDue(deps.documents, { limit, claimMs, now: deps.now() }) : [];
    for (const messages of Map.groupBy(claimed, ({ tenantId, body }) => `${tenantId} ${subjectIdOf(body)}`).values()) {
      const work = carry(courier, messages, random)
        .catch(note)
        .finally(() => underWay.delete(work));
      underWay.add(work);
    }
    return claimed.length;
  };
  const look = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const claimed = await claim().catch((error: unknown) => note(error));
      await pause(claimed ? Math.min(pollMs, busyPollMs) : pollMs, ended.signal);
    }
  };
  const looking = pollMs > 0 ? look() : Promise.resolve();
  return {
    async drain() {
      const claimed = await claim();
      await Promise.all(underWay);
      return claimed;
    },
    async stop() {
      ended.abort();
      await looking;
      await Promise.all(underWay);
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

function subjectIdOf({ incidentId, alertCardId, filterCardId }: OutboxMessage): string {
  return incidentId ?? alertCardId ?? filterCardId ?? "";
}

/** Delivers one incident, or card of Prevent or Filter, for all messages that are owed about it. */
async function carry(courier: Courier, messages: readonly Claimed[], random: () => number): Promise<void> {
  const { documents, now } = courier;
  const [first] = messages;
  if (first === undefined) return;
  try {
    await deliver(courier, { tenantId: first.tenantId, subjectId: subjectIdOf(first.body) });
  } catch (error) {
    const failure = asDeliveryError(error);
    await Promise.all(messages.map((message) => putBack(courier, message, { failure, random })));
    return;
  }
  await Promise.all(messages.map((message) => markSent(documents, message, now())));
}

interface Failed {
  readonly failure: DeliveryError;
  readonly random: () => number;
}

async function putBack({ documents, now }: Courier, message: Claimed, { failure, random }: Failed): Promise<void> {
  const { trouble, message: error } = failure;
  const at = now();
  const hopeless = trouble === "refused" || trouble === "closed";
  if (hopeless || (trouble !== "pace" && message.body.attempts >= maxAttempts)) {
    await markDead(documents, message, { error, now: at });
    return;
  }
  const retryAt = new Date(at.getTime() + retryDelay(failure, message.body.attempts, random));
  await markFailed(documents, message, { retryAt, error, now: at });
}
