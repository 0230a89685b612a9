import { boundedMap } from "../../documents/bounded-map.ts";
import type { Stored } from "../../documents/document-store.ts";

/** What is known of one id: the document as the file has it, or that there is none. */
interface Cached {
  readonly stored: Stored<unknown> | undefined;
  readonly expiresAt: number | null;
}

interface Place {
  readonly tenantId: string;
  readonly kind: string;
  readonly id: string;
}

/** Documents as they stand in the file. This process alone writes the file, so what it remembers is never stale. */
export interface ReadCache {
  get(tenantId: string, kind: string, id: string): Cached | undefined;
  set(place: Place, entry: Cached): void;
  delete(tenantId: string, kind: string, id: string): void;
  clear(): void;
}

const maxTenants = 5000;
const maxPerKind = 200;

export function readCache(): ReadCache {
  // Nested, so that a lookup hashes only texts whose hash is already known, and joins none.
  let tenants = boundedMap<Map<string, Map<string, Cached>>>(maxTenants);
  return {
    get: (tenantId, kind, id) => tenants.get(tenantId)?.get(kind)?.get(id),
    set: ({ tenantId, kind, id }, entry) => {
      const kinds = tenants.get(tenantId) ?? new Map<string, Map<string, Cached>>();
      const known = kinds.get(kind) ?? new Map<string, Cached>();
      if (known.size >= maxPerKind) known.clear();
      known.set(id, entry);
      kinds.set(kind, known);
      tenants.set(tenantId, kinds);
    },
    delete: (tenantId, kind, id) => {
      tenants.get(tenantId)?.get(kind)?.delete(id);
    },
    clear: () => {
      tenants = boundedMap(maxTenants);
    },
  };
}
