import type { EngineOptions } from "@logdoctor/kql-engine";
import type { DcrMetric } from "./dcr/traffic.ts";
import { DOCUMENTED_LIMITS, type Limits } from "./limits.ts";

/** An API that an app registration offers, such as the provider's; its tokens have version 2 claims. */
export type ApiRegistration = {
  readonly clientId: string;
  /** `api://...`; `clientId` and `api://clientId` are always accepted. */
  readonly identifierUri?: string;
  /** Clients that people sign in with: redirect addresses of the single-page app, compared exactly. */
  readonly redirectUris?: readonly string[];
  /** Client ids allowed to sign people in; by default the API's own. */
  readonly clientIds?: readonly string[];
};

/**
 * Behaviour that no documentation states. Each is a guess that can be turned round, so that a client can be tested both ways.
 */
export type UnverifiedBehaviour = {
  /** Seconds in `Retry-After` of a 429. Unverified: the header and the body of the query API's 429 are not documented. */
  retryAfterSeconds: number;
  /** How long a Delete Data operation takes, ms of the clock. Documented only as "minutes", at worst five days. */
  deleteDataMs: number;
  /** Whether rows that match a Delete Data filter but arrive while it runs are deleted too. Unverified. */
  deleteDataTakesLateRows: boolean;
  /** `status` of a running Delete Data operation. Unverified. */
  runningStatus: string;
  /** How long a purge stays `pending`, ms of the clock. Documented as at most 30 days. */
  purgeMs: number;
  /** How long a table stays `Updating` after a write, ms of the clock. Unverified. */
  tableUpdateMs: number;
  /** Answer of a table write: 200 with the table, or 202 with an operation to poll. Both are documented, not when which. */
  tableWriteAnswer: 200 | 202;
  /** How often data that is past its retention is taken away, ms of the clock. Unverified. */
  retentionSweepMs: number;
  /** Status of a 409-like refusal while a table is `Updating`. Unverified. */
  lockedStatus: number;
  /** From the write of a rule until its transformations are in force, ms of the clock. Documented as up to 60 minutes. */
  transformActivationMs: number;
  /** Ids of the metrics of data collection rules. Unverified: the documentation has only the names that people see. */
  dcrMetricIds: Readonly<Record<DcrMetric, string>>;
  /** Whether answers are compressed for a client that accepts gzip. */
  gzip: boolean;
};

export const DEFAULT_BEHAVIOUR: UnverifiedBehaviour = {
  retryAfterSeconds: 5,
  deleteDataMs: 5 * 60_000,
  deleteDataTakesLateRows: true,
  runningStatus: "InProgress",
  purgeMs: 3 * 24 * 3_600_000,
  tableUpdateMs: 0,
  tableWriteAnswer: 200,
  retentionSweepMs: 3_600_000,
  lockedStatus: 409,
  transformActivationMs: 0,
  dcrMetricIds: {
    rowsReceived: "RowsReceivedPerMinute",
    rowsDropped: "RowsDroppedPerMinute",
    transformErrors: "TransformationErrorsPerMinute",
    columnsDropped: "ColumnsDroppedPerMinute",
    bytesIn: "BytesReceivedPerMinute",
    bytesOut: "BytesSentPerMinute",
  },
  gzip: false,
};

export type LocalAzureOptions = {
  /** Where the certificate authority and the token signing key are kept. */
  readonly directory: string;
  /** HTTPS port on 127.0.0.1; 0 (default) takes a free one. */
  readonly port?: number;
  /** Plain HTTP port on 127.0.0.1 for a person's browser to sign in; 0 (default) takes a free one. */
  readonly signInPort?: number;
  readonly apis?: readonly ApiRegistration[];
  readonly limits?: Partial<Limits>;
  readonly behaviour?: Partial<UnverifiedBehaviour>;
  /** `{tenantid}` is replaced. */
  readonly issuerTemplate?: string;
  readonly tokenLifetimeSeconds?: number;
  /** Makes every id repeatable. */
  readonly seed?: string;
  readonly engine?: EngineOptions;
};

export type Settings = {
  readonly limits: Limits;
  readonly behaviour: UnverifiedBehaviour;
  readonly issuerTemplate: string;
  readonly tokenLifetimeSeconds: number;
  readonly engine: EngineOptions;
};

/** Managed identity tokens live about a day (unverified; the platform caches them). */
const DAY_SECONDS = 86_400;

export function settingsFrom(options: LocalAzureOptions): Settings {
  return {
    limits: { ...DOCUMENTED_LIMITS, ...options.limits },
    behaviour: { ...DEFAULT_BEHAVIOUR, ...options.behaviour },
    issuerTemplate: options.issuerTemplate ?? "https://login.microsoftonline.com/{tenantid}/v2.0",
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? DAY_SECONDS,
    engine: options.engine ?? {},
  };
}
