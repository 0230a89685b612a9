import { boundedMap } from "../../documents/bounded-map.ts";

/** So many messages in so many ms. */
export interface PaceLimit {
  readonly messages: number;
  readonly ms: number;
}

/**
 * What Teams takes of one bot in one conversation.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export const conversationPace: readonly PaceLimit[] = [
  { messages: 7, ms: 1000 },
  { messages: 8, ms: 2000 },
  { messages: 60, ms: 30_000 },
  { messages: 1800, ms: 3_600_000 },
];

/** Of a webhook: Teams takes four a second; flows have quotas besides. */
export const webhookPace: readonly PaceLimit[] = [{ messages: 1, ms: 1000 }];

export interface Pace {
  /** 0 when a message may go now, which is counted; otherwise the ms to wait. */
  readonly take: (channel: string, limits: readonly PaceLimit[]) => number;
  /** Nothing goes to the channel for so long. */
  readonly pause: (channel: string, ms: number) => void;
}

const channelsRemembered = 20_000;

interface Past {
  /** Times of the last messages, oldest first. */
  readonly sent: number[];
  pausedUntil: number;
}

/** Holds every channel of this process to its rate. */
export function pace(now: () => Date): Pace {
  const channels = boundedMap<Past>(channelsRemembered);
  const pastOf = (channel: string): Past => {
    const past = channels.get(channel) ?? { sent: [], pausedUntil: 0 };
    channels.set(channel, past);
    return past;
  };
  return {
    take(channel, limits) {
      const at = now().getTime();
      const past = pastOf(channel);
      const waits = limits.map((limit) => waitFor(past.sent, limit, at));
      const wait = Math.max(0, past.pausedUntil - at, ...waits);
      if (wait > 0) return wait;
      past.sent.push(at);
      const kept = Math.max(...limits.map(({ messages }) => messages));
      past.sent.splice(0, past.sent.length - kept);
      return 0;
    },
    pause(channel, ms) {
      const past = pastOf(channel);
      past.pausedUntil = Math.max(past.pausedUntil, now().getTime() + ms);
    },
  };
}

function waitFor(sent: readonly number[], { messages, ms }: PaceLimit, at: number): number {
  const oldest = sent.at(-messages);
  return oldest === undefined ? 0 : Math.max(0, oldest + ms - at);
}
