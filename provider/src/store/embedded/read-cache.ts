import { boundedMap } from "../../documents/bounded-map.ts";
import type { Stored } from "../../documents/document-store.ts";

/** What is known of one id: the document as the file has it, or that there is none. */
export interface Cached {
  readonly stored: Stored<unknown> | undefined;
  readonly expiresAt: number | null;
}

/** Documents as they stand in the file. This process alone writes the file, so what it remembers is never stale. */
export interface ReadCache {
  get(tenantId: string, kind: string, id: string): Cached | undefined;
  set(place: { readonly tenantId: string; readonly kind: string; readonly id: string }, entry: Cached): void;
  delete(tenantId: string, kind: string, id: string): void;
  clear(): void;
}

const maxDocuments = 20_000;

export function readCache(): ReadCache {
  let known = boundedMap<Cached>(maxDocuments);
  const keyOf = (tenantId: string, kind: string, id: string): string => `${tenantId} ${kind} ${id}`;
  return {
    get: (tenantId, kind, id) => known.get(keyOf(tenantId, kind, id)),
    set: ({ tenantId, kind, id }, entry) => known.set(keyOf(tenantId, kind, id), entry),
    delete: (tenantId, kind, id) => known.delete(keyOf(tenantId, kind, id)),
    clear: () => {
      known = boundedMap(maxDocuments);
    },
  };
}
