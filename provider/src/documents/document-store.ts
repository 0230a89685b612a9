import { type Bodies, type Group, groupOf, type Kind } from "./kinds.ts";

/** A document as read. `etag` is opaque and changes with every write. */
export interface Stored<Body> {
  readonly id: string;
  readonly etag: string;
  readonly body: Body;
}

interface NewDocument<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  readonly body: Bodies[K];
  /** Lists are ordered by it; unique within tenant and kind. The id where absent. */
  readonly sort?: string;
  /** Lists can be narrowed to one value of it. */
  readonly tag?: string;
  /** ISO instant from which on the document is gone. */
  readonly expiresAt?: string;
  /** ISO instant from which on `due` finds the document; never without it. */
  readonly dueAt?: string;
}

type Change = { readonly op: "create" | "put" } | { readonly op: "replace"; readonly etag: string };

/** One change. `create` fails when the id exists, `replace` and `delete` when the etag is no longer the stored one. */
export type Write =
  | { [K in Kind]: Change & NewDocument<K> }[Kind]
  | { readonly op: "delete"; readonly kind: Kind; readonly id: string; readonly etag: string };

/** The etag that a write expects to find; undefined for one that expects none. */
export function expectedEtag(write: Write): string | undefined {
  return "etag" in write ? write.etag : undefined;
}

/** `failed` is the index of the first write whose condition did not hold; nothing was written then. */
export type CommitResult =
  | { readonly committed: true; readonly etags: readonly string[] }
  | { readonly committed: false; readonly failed: number };

export interface ListRequest {
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly newestFirst?: boolean;
  readonly tag?: string | undefined;
}

export interface Page<Body> {
  readonly items: readonly Stored<Body>[];
  readonly nextCursor?: string;
}

/** A document that waits for one of the provider's own workers, with the tenant that it belongs to. */
export interface DueDocument<Body> extends Stored<Body> {
  readonly tenantId: string;
}

/**
 * The port that both stores implement. Everything belongs to one tenant; only `due` reaches across.
 * A resolved `commit` is durable and atomic. All methods throw `AppError("unavailable")` when the store is away.
 */
export interface DocumentStore {
  read<K extends Kind>(tenantId: string, kind: K, id: string): Promise<Stored<Bodies[K]> | undefined>;
  list<K extends Kind>(tenantId: string, kind: K, request: ListRequest): Promise<Page<Bodies[K]>>;
  commit(tenantId: string, writes: readonly Write[]): Promise<CommitResult>;
  /** Documents of all tenants whose `dueAt` has come, longest due first. For workers: no request may be answered from it. */
  due<K extends Kind>(kind: K, limit: number): Promise<readonly DueDocument<Bodies[K]>[]>;
  /** Resolves when the store answers. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** The one group of a commit's writes. @throws RangeError for none, or for two groups: a bug of the caller. */
export function groupOfWrites(writes: readonly Write[]): Group {
  const first = writes[0];
  if (first === undefined) throw new RangeError("A commit needs at least one write");
  const group = groupOf[first.kind];
  if (writes.some((write) => groupOf[write.kind] !== group)) {
    throw new RangeError("A commit must stay within one group of documents");
  }
  return group;
}

/** Every document of a kind, for kinds that a limit keeps small. */
export async function listAll<K extends Kind>(
  store: DocumentStore,
  tenantId: string,
  kind: K,
): Promise<Stored<Bodies[K]>[]> {
  const found: Stored<Bodies[K]>[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Bodies[K]> = await store.list(tenantId, kind, { limit: 1000, cursor });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}
