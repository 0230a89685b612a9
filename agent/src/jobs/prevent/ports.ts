import type { ActiveRule, LogGroup, LogSource, Templates } from "@logdoctor/kql-prevent";
import type { RuleCheck } from "@logdoctor/kql-prevent/check";
import type { ReadableSource, TableSettings } from "@logdoctor/shared-policies";
import type { Interval } from "../detect/intervals.ts";

/** What this version of the agent knows of rules; loaded only when Prevent runs. */
export interface RuleKit {
  readonly rules: readonly ActiveRule[];
  /** How rows of Azure's own tables become log records. */
  readonly normalisers: Readonly<Record<string, string>>;
  /** Tables that the patterns of Detect read. */
  readonly patternTables: readonly string[];
  /** Checks a rule that a tenant wrote; loads the official parser. */
  readonly check: (kqlQuery: string, prefix: string) => Promise<RuleCheck>;
  /** A miner of templates with what an earlier one knew. Throws ZodError for a state of another shape. */
  readonly templates: (state: unknown) => TemplateMemory;
}

export interface TemplateMemory extends Templates {
  state(): unknown;
}

export interface WorkspaceTable {
  readonly table: string;
  readonly plan: TableSettings["plan"];
  readonly columns: readonly string[];
}

export interface PreventScan {
  readonly source: LogSource;
  readonly rules: readonly ActiveRule[];
  /** Ingestion time, half-open. */
  readonly window: Interval;
  readonly maxGroups: number;
}

/** What one place tells of the use of tables: texts that name them. */
export interface UseTexts {
  readonly texts: readonly string[];
  /** Those of them that may be queries, where names and descriptions are among them. */
  readonly queries?: readonly string[];
}

/** The customer's workspace, as far as Prevent needs it: it reads, and nothing else. Throws `WorkspaceError`. */
export interface PreventWorkspace {
  tables(): Promise<WorkspaceTable[]>;
  /** One query for all rules. */
  scan(request: PreventScan): Promise<LogGroup[]>;
  /** Billed GB of each table since an instant, as the workspace itself counts them. */
  billedGb(since: string): Promise<ReadonlyMap<string, number>>;
  /**
   * Texts that name the tables that someone uses since an instant, of one place where use shows. Throws where it cannot be
   * read, or does not reach back so far.
   */
  use(place: ReadableSource, since: string, tables: readonly string[]): Promise<UseTexts>;
}
