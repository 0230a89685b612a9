import type { DetectWorkspace } from "../jobs/detect/ports.ts";
import type { Filtering } from "../jobs/filter/ports.ts";
import type { PreventWorkspace } from "../jobs/prevent/ports.ts";
import type { ArchiveBlobs, RetainWorkspace, StateBlobs } from "../jobs/retain/ports.ts";

/** Makes a value when it is first asked for; a failure is not kept, so that the next call tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** A workspace whose clients are loaded by the first call. */
export function lazyWorkspace(load: () => Promise<RetainWorkspace>): RetainWorkspace {
  const real = once(load);
  return {
    table: async (...of) => (await real()).table(...of),
    hours: async (...of) => (await real()).hours(...of),
    proof: async (...of) => (await real()).proof(...of),
    dayProofs: async (...of) => (await real()).dayProofs(...of),
    rows: async (...of) => (await real()).rows(...of),
    count: async (...of) => (await real()).count(...of),
    setRetention: async (...of) => (await real()).setRetention(...of),
    remove: async (...of) => (await real()).remove(...of),
    operation: async (...of) => (await real()).operation(...of),
    inventory: async (...of) => (await real()).inventory(...of),
  };
}

/** The same workspace as Detect reads it. */
export function lazyDetection(load: () => Promise<DetectWorkspace>): DetectWorkspace {
  const real = once(load);
  return {
    exists: async (...of) => (await real()).exists(...of),
    count: async (...of) => (await real()).count(...of),
    scan: async (...of) => (await real()).scan(...of),
    activity: async (...of) => (await real()).activity(...of),
    threats: async (...of) => (await real()).threats(...of),
  };
}

/** Azure as Filter needs it; which rules it may change is known without asking. */
export function lazyFiltering(
  known: Pick<Filtering["rules"], "ids" | "workspaceId">,
  load: () => Promise<Filtering>,
): Filtering {
  const real = once(load);
  return {
    rules: {
      ...known,
      defaultRuleId: async () => (await real()).rules.defaultRuleId(),
      read: async (...of) => (await real()).rules.read(...of),
      write: async (...of) => (await real()).rules.write(...of),
      traffic: async (...of) => (await real()).rules.traffic(...of),
    },
    workspace: {
      table: async (...of) => (await real()).workspace.table(...of),
      rows: async (...of) => (await real()).workspace.rows(...of),
    },
    watchersOf: async (...of) => (await real()).watchersOf(...of),
  };
}

/** The same workspace as Prevent reads it. */
export function lazyPrevention(load: () => Promise<PreventWorkspace>): PreventWorkspace {
  const real = once(load);
  return {
    tables: async (...of) => (await real()).tables(...of),
    scan: async (...of) => (await real()).scan(...of),
    billedGb: async (...of) => (await real()).billedGb(...of),
    use: async (...of) => (await real()).use(...of),
  };
}

/** An archive whose client is loaded by the first call. */
export function lazyArchive(load: () => Promise<ArchiveBlobs>): ArchiveBlobs {
  const real = once(load);
  return {
    create: async (...of) => (await real()).create(...of),
    read: async (...of) => (await real()).read(...of),
    list: async (...of) => (await real()).list(...of),
  };
}

/**
 * State whose client is loaded by the first call that needs it. A listing that `provenEmpty` answers does not: that is
 * what a tick without work asks.
 */
export function lazyState(
  load: () => Promise<StateBlobs>,
  provenEmpty: (prefix: string) => Promise<boolean>,
): StateBlobs {
  const real = once(load);
  return {
    read: async (...of) => (await real()).read(...of),
    write: async (...of) => (await real()).write(...of),
    list: async (prefix) => ((await provenEmpty(prefix)) ? [] : (await real()).list(prefix)),
    remove: async (...of) => (await real()).remove(...of),
  };
}
