import { z } from "zod";
import { DocumentId, Instant, TableName, TenantId } from "../ids.ts";

/** A stop for every shrink of what it covers: named tables or all, rows of a time range or all. Archiving goes on. */
export const LegalHold = z.object({
  id: DocumentId,
  tenantId: TenantId,
  reason: z.string().min(3).max(500),
  tables: z.union([z.literal("all"), z.array(TableName).min(1).max(200)]),
  from: Instant.optional(),
  to: Instant.optional(),
  createdBy: z.string().max(200),
  createdAt: Instant,
  releasedAt: Instant.optional(),
});
export type LegalHold = z.infer<typeof LegalHold>;

/** What a person sends to place a hold. */
export const NewLegalHold = z.strictObject({
  reason: LegalHold.shape.reason,
  tables: LegalHold.shape.tables,
  from: Instant.optional(),
  to: Instant.optional(),
});
export type NewLegalHold = z.infer<typeof NewLegalHold>;

/** The first active hold that covers a table and a half-open time range, if any. Table names compare without case. */
export function holdOver(
  holds: readonly LegalHold[],
  range: { table: string; from: string; to: string },
): LegalHold | undefined {
  const table = range.table.toLowerCase();
  return holds.find(
    (hold) =>
      hold.releasedAt === undefined &&
      (hold.tables === "all" || hold.tables.some((name) => name.toLowerCase() === table)) &&
      (hold.from === undefined || Date.parse(hold.from) < Date.parse(range.to)) &&
      (hold.to === undefined || Date.parse(hold.to) > Date.parse(range.from)),
  );
}
