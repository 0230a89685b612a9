import { type FetchQueryOptions, type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isConflict } from "./is-conflict.ts";

export interface SeenChange<Version, Change> {
  /** The version that a change is based on: the one that was seen when it was begun. */
  readonly base: Version;
  /** What someone else made of it meanwhile; nothing was sent then. */
  readonly newer: Version | undefined;
  readonly busy: boolean;
  readonly error: unknown;
  readonly send: (change: Change) => void;
  /** Goes on from the newer version. */
  readonly takeNewer: () => void;
}

interface Wanted<Version, Change, Saved, Key extends QueryKey> {
  readonly start: Version;
  /** Reads the version that is there now. */
  readonly query: FetchQueryOptions<Version, Error, Version, Key>;
  readonly write: (base: Version, change: Change) => Promise<{ readonly data: Saved }>;
  readonly onSaved: (saved: Saved) => void | Promise<void>;
}

/** Changes one thing as it was seen; a newer version is never changed unseen. */
export function useSeenChange<Version, Change, Saved, Key extends QueryKey>({
  start,
  query,
  write,
  onSaved,
}: Wanted<Version, Change, Saved, Key>): SeenChange<Version, Change> {
  const client = useQueryClient();
  const [base, setBase] = useState(start);
  const [newer, setNewer] = useState<Version>();
  const send = useMutation({
    mutationFn: async (change: Change) => (await write(base, change)).data,
    onSuccess: onSaved,
    onError: async (error) => {
      if (!isConflict(error)) return;
      const now = await client.fetchQuery({ ...query, staleTime: 0 });
      setNewer(() => now);
    },
  });
  return {
    base,
    newer,
    busy: send.isPending,
    error: newer === undefined ? send.error : null,
    send: send.mutate,
    takeNewer: () => {
      if (newer !== undefined) setBase(() => newer);
      setNewer(undefined);
      send.reset();
    },
  };
}
