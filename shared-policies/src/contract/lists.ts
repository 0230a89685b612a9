import { z } from "zod";

/** Query string of every list: page size and the cursor of the page before. */
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

/** Everyone who may look. */
export const readers = ["reader", "admin", "responder", "approver", "operator"] as const;
