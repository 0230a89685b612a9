import type { DocumentStore } from "../documents/document-store.ts";

/** A store that counts the commits that reach it, and can be told to fail. */
export interface CountingStore extends DocumentStore {
  commits: number;
  failing: boolean;
}

export function countingStore(store: DocumentStore): CountingStore {
  const counting: CountingStore = {
    ...store,
    commits: 0,
    failing: false,
    commit: (tenantId, writes) => {
      counting.commits += 1;
      return counting.failing ? Promise.reject(new Error("disk on fire")) : store.commit(tenantId, writes);
    },
    ready: () => (counting.failing ? Promise.reject(new Error("disk on fire")) : store.ready()),
  };
  return counting;
}
