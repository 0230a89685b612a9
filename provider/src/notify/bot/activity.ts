import { z } from "zod";

const id = z.string().min(1).max(500);

/** An activity as Teams sends it: foreign data, of which only what is needed is read. */
export const Activity = z.object({
  type: z.string().max(100),
  id: id.optional(),
  name: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  channelId: z.literal("msteams"),
  serviceUrl: z.url().max(500),
  from: z.object({ id, aadObjectId: z.guid().toLowerCase().optional(), name: z.string().max(200).optional() }),
  recipient: z.object({ id }),
  conversation: z.object({
    id,
    conversationType: z.enum(["personal", "groupChat", "channel"]).optional(),
    tenantId: z.guid().toLowerCase().optional(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: z.guid().toLowerCase() }).optional(),
      team: z.object({ id }).optional(),
      channel: z.object({ id }).optional(),
    })
    .optional(),
  membersAdded: z.array(z.object({ id })).max(1000).optional(),
  membersRemoved: z.array(z.object({ id })).max(1000).optional(),
  value: z.unknown().optional(),
});
export type Activity = z.infer<typeof Activity>;
