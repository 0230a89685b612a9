import type { RuleDiagnostic } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { diagnosticsQuery } from "../../../../api/prevent-queries.ts";
import { useApi } from "../../../../services.ts";

export interface CheckedQuery {
  /** The text that the diagnostics belong to. */
  readonly query: string;
  /** Undefined until a query was checked. */
  readonly diagnostics: readonly RuleDiagnostic[] | undefined;
  readonly checking: boolean;
  readonly error: unknown;
}

/** What is wrong with a query, asked again after each pause in typing. */
export function useDiagnostics(query: string): CheckedQuery {
  const { data, isPlaceholderData, isFetching, error } = useQuery(diagnosticsQuery(useApi(), query));
  const [last, setLast] = useState(query);
  if (data !== undefined && !isPlaceholderData && last !== query) setLast(query);
  const wanted = query.trim() !== "";
  return {
    query: isPlaceholderData ? last : query,
    diagnostics: wanted ? data : undefined,
    checking: isFetching,
    error: wanted ? error : null,
  };
}
