import type { DeleteFilter } from "@logdoctor/kql";
import type {
  ArchiveManifest,
  Ceiling,
  HeldBack,
  Lease,
  RetentionPolicy,
  TenantId,
  WindowCaps,
} from "@logdoctor/shared-policies";
import type { ArchiveCodec } from "../../archive/codec.ts";
import type { Clock, Log } from "../../deps.ts";
import type { Journal } from "./journal.ts";
import type { ArchiveBlobs, Permission, RetainWorkspace, Selection, TableFacts } from "./ports.ts";

/** Everything one attempt of a Retain run works with. */
export interface RetainContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: RetainWorkspace;
  readonly archive: ArchiveBlobs;
  readonly codec: ArchiveCodec;
  readonly journal: Journal;
  readonly permission: Permission;
  readonly ceiling: Ceiling;
  readonly lease: Lease;
  readonly tenantId: TenantId;
  readonly workspaceId: string;
  readonly caps: WindowCaps;
  /** The most that one query hashes. */
  readonly proofCaps: WindowCaps;
  readonly deadline: number;
  /**
   * What "now" is for deciding what has expired: the earlier of the agent's clock and the end of the leased period, so
   * that neither a clock that runs ahead nor a provider that lies can make rows expire early.
   */
  readonly asOf: Date;
  /** A new path for a temporary file. */
  readonly tempFile: (extension: string) => string;
  /** How many windows are worked on side by side; the query API runs five queries at once. */
  readonly concurrency: number;
}

/** One policy on one table: the unit of work, of journalling and of reporting. */
export interface Unit {
  readonly key: string;
  readonly policy: RetentionPolicy;
  readonly facts: TableFacts;
  readonly filters: readonly DeleteFilter[];
  readonly selection: Selection;
  /** Rows before this instant have expired. */
  readonly cutoff: string;
  /** Every active policy that names the table, with its parsed filters. */
  readonly onTable: readonly PolicyOnTable[];
  readonly manifests: ArchiveManifest[];
  /** Ends when the last manifest that was begun is written. */
  committing: Promise<void>;
  readonly heldBack: Set<HeldBack>;
  readonly notes: string[];
  readonly windows: { planned: number; done: number; failed: number };
}

export interface PolicyOnTable {
  readonly policy: RetentionPolicy;
  readonly filters: readonly DeleteFilter[];
}

/** True when the attempt has used its time; the run then goes on at the next tick. */
export function outOfTime(context: RetainContext): boolean {
  return context.clock.now().getTime() >= context.deadline;
}

const hourMs = 3_600_000;

/** Start of the hour in which rows of `days` and older have expired. */
export function cutoffOf(now: Date, days: number): string {
  const at = now.getTime() - days * 24 * hourMs;
  return new Date(Math.floor(at / hourMs) * hourMs).toISOString();
}
