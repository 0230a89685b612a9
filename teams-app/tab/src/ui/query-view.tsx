import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loading } from "./loading.tsx";
import { ProblemPanel } from "./problem-panel.tsx";

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** Shows a query in each of its states: loading, failed with a retry, or its data. */
export function QueryView<T>({ query, children }: Props<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading />;
}
