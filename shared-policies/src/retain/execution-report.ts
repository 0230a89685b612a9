import { z } from "zod";
import { AgentId, DocumentId, Instant, TenantId } from "../ids.ts";

/** The plan's report per policy: what one run did for it. */
export const ExecutionReport = z.object({
  id: z.string(),
  agentId: AgentId,
  tenantId: TenantId,
  executedAt: Instant,
  policyId: DocumentId,
  logsProcessed: z.int().nonnegative(),
  logsArchived: z.int().nonnegative(),
  logsDeleted: z.int().nonnegative(),
  status: z.enum(["succeeded", "partial", "failed"]),
  errorMessage: z.string().optional(),
});
export type ExecutionReport = z.infer<typeof ExecutionReport>;
