import { z } from "zod";

/** Entra tenant id. It comes from a verified token, never from a request body. */
export const TenantId = z.guid().brand<"TenantId">();
export type TenantId = z.infer<typeof TenantId>;

/** Id that the provider gives an agent at enrolment. */
export const AgentId = z
  .string()
  .regex(/^agt_[A-Za-z0-9_-]{8,64}$/)
  .brand<"AgentId">();
export type AgentId = z.infer<typeof AgentId>;

/** One run of one job over one period. It stays the same when a successor resumes a crashed or unfinished run. */
export const RunId = z
  .string()
  .regex(/^run_[A-Za-z0-9_-]{8,64}$/)
  .brand<"RunId">();
export type RunId = z.infer<typeof RunId>;

/** Id of a document that people create: policies, rules, holds. */
export const DocumentId = z.string().regex(/^[a-z0-9][a-z0-9_-]{1,63}$/, "2 to 64 characters: a-z, 0-9, - and _");
export type DocumentId = z.infer<typeof DocumentId>;

/** UTC instant as ISO 8601 with Z. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/**
 * UTC instant of a log row, with up to seven fractional digits: Log Analytics counts 100-ns ticks.
 * Compare by value only after `ticksOf`, never as text of unequal length.
 */
export const LogInstant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/);
export type LogInstant = z.infer<typeof LogInstant>;

/** Name of a Log Analytics table. */
export const TableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "a table name: letters, digits and _");
export type TableName = z.infer<typeof TableName>;
