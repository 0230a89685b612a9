import type { World } from "../world.ts";

type OperationKind = "deleteData" | "purge" | "tableWrite";

/** A long-running operation of ARM. It ends by the clock, and its work is done by whoever looks next. */
export type Operation = {
  readonly id: string;
  readonly kind: OperationKind;
  readonly subscriptionId: string;
  readonly region: string;
  readonly workspaceId: string;
  /** The clock, ms. */
  readonly startedAt: number;
  readonly endsAt: number;
  /** Does the work and returns the number of rows. */
  readonly work: () => Promise<number>;
  state: "running" | "succeeded" | "failed";
  recordCount: number;
  error?: { code: string; message: string };
  settling?: Promise<void>;
};

type NewOperation = Pick<Operation, "kind" | "subscriptionId" | "region" | "workspaceId" | "work"> & {
  durationMs: number;
};

/** Starts an operation; `work` runs once its time is over. */
export function startOperation(world: World, started: NewOperation): Operation {
  const { durationMs, ...rest } = started;
  const now = world.clock.nowMs();
  const prefix = started.kind === "purge" ? "purge-" : "";
  const operation: Operation = {
    ...rest,
    id: prefix + world.newId(),
    startedAt: now,
    endsAt: now + durationMs,
    state: "running",
    recordCount: 0,
  };
  world.operations.set(operation.id.toLowerCase(), operation);
  return operation;
}

/** Does the work of every operation whose time is over. Called before anything looks at data or at an operation. */
export async function settleOperations(world: World): Promise<void> {
  const now = world.clock.nowMs();
  for (const operation of world.operations.values()) {
    if (operation.state !== "running" || operation.endsAt > now) continue;
    operation.settling ??= settle(operation);
    await operation.settling;
  }
}

async function settle(operation: Operation): Promise<void> {
  try {
    operation.recordCount = await operation.work();
    operation.state = "succeeded";
  } catch (cause) {
    operation.state = "failed";
    operation.error = { code: "OperationFailed", message: cause instanceof Error ? cause.message : String(cause) };
  }
}
