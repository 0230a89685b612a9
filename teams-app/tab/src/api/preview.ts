import { previewRetentionPolicy, type RetentionPolicyInput } from "@logdoctor/shared-policies";
import type { z } from "zod";
import type { Api } from "./api.ts";
import { pause } from "./pause.ts";

export type Preview = z.output<typeof previewRetentionPolicy.response>;

/** What a policy would change, after a pause in which a newer edit may take its place. */
export async function previewOf(
  api: Api,
  id: string | undefined,
  policy: RetentionPolicyInput | undefined,
  signal: AbortSignal,
): Promise<Preview> {
  if (policy === undefined) throw new Error("There is no valid policy to preview");
  await pause(350, signal);
  return (await api.call(previewRetentionPolicy, { body: { ...(id === undefined ? {} : { id }), policy } })).data;
}
