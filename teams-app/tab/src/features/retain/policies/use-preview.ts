import type { RetentionPolicyInput } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { Preview } from "../../../api/preview.ts";
import { previewQuery } from "../../../api/queries.ts";
import { useApi } from "../../../services.ts";
import type { Complaints } from "./complaint.ts";
import { fieldProblems } from "./field-problems.ts";

export interface LivePreview {
  readonly data: Preview | undefined;
  readonly error: unknown;
  /** The figures belong to an earlier edit; newer ones are on their way. */
  readonly checking: boolean;
  /** What the service found, at its fields, and what belongs to no field. */
  readonly complaints: Complaints;
  readonly rest: readonly string[];
}

/** What the policy in the form would change, asked again after each pause in typing. */
export function usePreview(id: string | undefined, policy: RetentionPolicyInput | undefined): LivePreview {
  const query = useQuery(previewQuery(useApi(), id, policy));
  const data = policy === undefined ? undefined : query.data;
  const current = policy !== undefined && data !== undefined && !query.isPlaceholderData;
  const found = current ? fieldProblems(data.problems, policy) : { complaints: {}, rest: [] };
  return { data, error: policy === undefined ? null : query.error, checking: query.isFetching, ...found };
}
