import type { Grant } from "./access/grants.ts";
import type { Operation } from "./arm/operations.ts";
import type { Clock } from "./clock.ts";
import type { Connector } from "./connector/connector.ts";
import type { LogErrorSettings } from "./dcr/log-errors.ts";
import type { DataCollectionRule } from "./dcr/rule.ts";
import type { Traffic } from "./dcr/traffic.ts";
import type { FaultBook } from "./http/faults.ts";
import type { RequestLog } from "./http/request-log.ts";
import type { Identity, Person } from "./identity/principals.ts";
import type { SigningKey } from "./identity/signing-key.ts";
import type { IdSource } from "./ids.ts";
import type { ApiRegistration, Settings } from "./options.ts";
import type { QueryGate } from "./query/gate.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** Everything that one running local Azure knows. One object, made by `startLocalAzure`, passed to every route. */
export type World = {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly signingKey: SigningKey;
  readonly apis: ApiRegistration[];
  readonly identities: Identity[];
  readonly people: Person[];
  readonly grants: Grant[];
  /** By lower-case ARM id. */
  readonly workspaces: Map<string, Workspace>;
  /** By lower-case ARM id. */
  readonly rules: Map<string, DataCollectionRule>;
  /** What passed the rules, for their metrics. */
  readonly traffic: Traffic;
  readonly logErrors: LogErrorSettings;
  /** Share of rows (0 to 1) that the transformations of a rule fail on, by lower-case ARM id of the rule. */
  readonly brokenTransforms: Map<string, number>;
  readonly operations: Map<string, Operation>;
  readonly connector: Connector;
  readonly faults: FaultBook;
  readonly log: RequestLog;
  readonly gate: QueryGate;
  /** `https://127.0.0.1:port`, known once the server listens. */
  readonly baseUrl: () => string;
};
