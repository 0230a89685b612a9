import type { FieldProblem, Holidays, RuleDiagnostic } from "@logdoctor/shared-policies";
import type { TokenVerifier } from "./auth/verify-token.ts";
import type { BundleSigner } from "./bundle/bundle-signer.ts";
import type { DocumentStore } from "./documents/document-store.ts";
import type { FilterKit } from "./filter-rules/filter-kit.ts";
import type { Log } from "./http/request-log.ts";
import type { TabSettings } from "./http/tab.ts";
import type { NotifyDeps } from "./notify/notify-deps.ts";
import type { ShippedPattern } from "./patterns/pattern-store.ts";
import type { ShippedPreventionRule } from "./prevent-rules/rule-store.ts";

export interface Limits {
  readonly bodyBytes: number;
  readonly reportBytes: number;
  readonly requestTimeoutMs: number;
  /** Requests a second that a tenant may make on the long run, and at once. */
  readonly ratePerSecond: number;
  readonly rateBurst: number;
  readonly policiesPerTenant: number;
  readonly holdsPerTenant: number;
  readonly exceptionsPerTenant: number;
  readonly preventionRulesPerTenant: number;
  readonly filterRulesPerTenant: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 256 * 1024,
  reportBytes: 4 * 1024 * 1024,
  requestTimeoutMs: 30_000,
  ratePerSecond: 50,
  rateBurst: 200,
  policiesPerTenant: 500,
  holdsPerTenant: 1000,
  exceptionsPerTenant: 500,
  preventionRulesPerTenant: 200,
  filterRulesPerTenant: 200,
};

/** Everything that the app needs from outside; tests pass real little implementations. */
export interface Deps {
  readonly now: () => Date;
  /** Random text for ids, at least 16 characters of A-Z, a-z, 0-9, - and _. */
  readonly randomId: () => string;
  readonly documents: DocumentStore;
  readonly verifyToken: TokenVerifier;
  readonly bundleSigner: BundleSigner;
  readonly checkPredicate: (predicate: string, table: string) => readonly FieldProblem[];
  /** The detection patterns that ship, in the order of their ids. */
  readonly patterns: readonly ShippedPattern[];
  /** The rules of Prevent that ship, in the order of their ids. */
  readonly preventionRules: readonly ShippedPreventionRule[];
  /** What is wrong with the KQL of a rule that a person wrote; nothing where it can be applied. */
  readonly checkRule: (kqlQuery: string) => readonly RuleDiagnostic[];
  /** Compiles and explains filter rules. */
  readonly filterKit: FilterKit;
  /** Public holidays of the years around a time. */
  readonly holidays: (around: Date) => Holidays;
  readonly notify: NotifyDeps;
  readonly log: Log;
  readonly limits: Limits;
  readonly leaseMs: number;
  /** Where the pages of `docs/errors` are published. */
  readonly problemBase: string;
  readonly corsOrigins: readonly string[];
  readonly tab: TabSettings | undefined;
  /** Checks each answer against the contract: for tests, since it costs time. */
  readonly checkResponses: boolean;
}
