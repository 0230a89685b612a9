import type { Ceiling } from "@logdoctor/shared-policies";
import type { ArchiveCodec } from "./archive/codec.ts";
import type { DetectWorkspace, PatternKit } from "./jobs/detect/ports.ts";
import type { Filtering } from "./jobs/filter/ports.ts";
import type { PreventWorkspace, RuleKit } from "./jobs/prevent/ports.ts";
import type { ArchiveBlobs, RetainWorkspace, StateBlobs } from "./jobs/retain/ports.ts";
import type { ProviderClient } from "./provider/client.ts";

export interface Clock {
  now(): Date;
  sleep(ms: number): Promise<void>;
}

/** One structured log line. Never pass tokens, codes or rows of logs. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number | boolean | undefined>>) => void;

export interface Deps {
  readonly clock: Clock;
  readonly log: Log;
  readonly provider: ProviderClient;
  readonly workspace: RetainWorkspace;
  /** The same workspace, as Detect reads it. */
  readonly detection: DetectWorkspace;
  /** The same workspace and the data collection rules before it, as Filter needs them. */
  readonly filtering: Filtering;
  /** The patterns that came with this version; loaded only when Detect runs. */
  readonly openPatterns: () => Promise<PatternKit>;
  /** The same workspace, as Prevent reads it. */
  readonly prevention: PreventWorkspace;
  /** The rules that came with this version; loaded only when Prevent runs. */
  readonly openRules: () => Promise<RuleKit>;
  readonly archive: ArchiveBlobs;
  readonly state: StateBlobs;
  /** Opened only when a job needs it. */
  readonly openCodec: () => Promise<ArchiveCodec & { close(): void }>;
  readonly verifyBundle: (jws: string) => Promise<unknown>;
  readonly newId: () => string;
  readonly settings: AgentSettings;
}

/** What the customer's own configuration fixes. */
export interface AgentSettings {
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly workspaceResourceId: string;
  readonly region: string;
  readonly agentVersion: string;
  readonly instanceId: string;
  readonly enrolmentCode: string | undefined;
  readonly ceiling: Ceiling;
  /** Milliseconds that one tick may take; below the host's own timeout. */
  readonly timeBudgetMs: number;
  readonly tempDirectory: string;
  readonly archiveTier: "hot" | "cool" | "cold" | "archive";
}
