import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { isConflict } from "./is-conflict.ts";

export interface ListedChange<Change> {
  readonly send: (change: Change) => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** Someone changed it before; the newer version is shown. */
  readonly conflict: boolean;
}

interface Wanted<Item, Change> {
  /** Where the list is cached that the item is shown in. */
  readonly queryKey: QueryKey;
  readonly write: (change: Change) => Promise<{ readonly data: Item }>;
  readonly onSaved: (saved: Item) => void;
}

/** Changes one of a list at once. After a conflict the newer version takes the old one's place on the page. */
export function useListedChange<Item extends { readonly id: string }, Change>({
  queryKey,
  write,
  onSaved,
}: Wanted<Item, Change>): ListedChange<Change> {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: async (wanted: Change) => (await write(wanted)).data,
    onSuccess: (saved) => {
      client.setQueryData<Item[]>(queryKey, (all) => all?.map((one) => (one.id === saved.id ? saved : one)));
      onSaved(saved);
    },
    onError: async () => await client.invalidateQueries({ queryKey }),
  });
  const conflict = isConflict(change.error);
  return { send: change.mutate, busy: change.isPending, error: conflict ? null : change.error, conflict };
}
