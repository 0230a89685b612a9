import { setTimeout as sleep } from "node:timers/promises";
import { desksDue, readDesk, writeDesk } from "./desk-store.ts";
import { type DeskDeps, runDesk } from "./run-desk.ts";

export interface DeskWorker {
  /** Decides what is due now. The number of tenants that it was due for. */
  readonly drain: () => Promise<number>;
  /** Resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
}

export interface DeskWorkerOptions {
  /** How often to look; 0 looks only when `drain` is called. */
  readonly pollMs: number;
  readonly note: (error: unknown) => undefined;
}

const desksAtOnce = 20;
/** A desk that could not be decided holds up no other one. */
const retryMs = 60_000;

/** Decides for every tenant what its teams are told, until it is stopped. Any number of processes may do so at once. */
export function startDeskWorker(deps: DeskDeps, { pollMs, note }: DeskWorkerOptions): DeskWorker {
  const ended = new AbortController();
  const drain = async (): Promise<number> => {
    const due = await desksDue(deps.documents, desksAtOnce);
    for (const desk of due) {
      if (ended.signal.aborted) break;
      await runDesk(deps, desk).catch(async (error: unknown) => {
        note(error);
        await putOff(deps, desk.tenantId);
      });
    }
    return due.length;
  };
  const look = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await drain().catch((error: unknown) => note(error));
      await sleep(pollMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };
  const looking = pollMs > 0 ? look() : Promise.resolve();
  return {
    drain,
    async stop() {
      ended.abort();
      await looking;
    },
  };
}

async function putOff({ documents, now }: DeskDeps, tenantId: string): Promise<void> {
  const desk = await readDesk(documents, tenantId);
  if (desk === undefined) return;
  await documents.commit(tenantId, [writeDesk(desk, desk.body, new Date(now().getTime() + retryMs))]);
}
