import { type FetchQueryOptions, type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../services.ts";
import type { Api } from "./api.ts";
import { isConflict } from "./is-conflict.ts";

/** How one document of settings is read, shown in a form, and written. */
export interface SettingsKind<Stored, Form, Body, Key extends QueryKey> {
  readonly query: (api: Api) => FetchQueryOptions<Stored, Error, Stored, Key>;
  readonly formOf: (stored: Stored) => Form;
  readonly write: (api: Api, change: { readonly body: Body; readonly ifMatch: string }) => Promise<{ data: Stored }>;
}

export interface SettingsForm<Stored, Form, Body> {
  readonly form: Form;
  readonly setForm: (form: Form) => void;
  /** The version that the edits are based on. */
  readonly base: Stored;
  readonly changed: boolean;
  /** A save met a version that someone else had made. */
  readonly conflict: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly save: (body: Body) => void;
  /** Takes the newer version and gives up the edits. */
  readonly reload: () => void;
}

/** What the page says of it. */
export interface SettingsNews {
  readonly saved: () => void;
  readonly reloaded: () => void;
}

/** Edits settings as they were when the page opened; a newer version is never overwritten unseen. */
export function useSettingsForm<Stored extends { readonly etag: string }, Form, Body, Key extends QueryKey>(
  kind: SettingsKind<Stored, Form, Body, Key>,
  start: Stored,
  on: SettingsNews,
): SettingsForm<Stored, Form, Body> {
  const api = useApi();
  const client = useQueryClient();
  const query = kind.query(api);
  const [base, setBase] = useState(start);
  const [form, setForm] = useState(() => kind.formOf(start));
  const take = (settings: Stored): void => {
    setBase(settings);
    setForm(kind.formOf(settings));
  };
  const save = useMutation({
    mutationFn: async (body: Body) => (await kind.write(api, { body, ifMatch: base.etag })).data,
    onSuccess: (saved) => {
      client.setQueryData<Stored>(query.queryKey, saved);
      take(saved);
      on.saved();
    },
  });
  const reload = useMutation({
    mutationFn: async () => await client.fetchQuery({ ...query, staleTime: 0 }),
    onSuccess: (theirs) => {
      take(theirs);
      save.reset();
      on.reloaded();
    },
  });
  const conflict = isConflict(save.error);
  return {
    ...{ form, setForm, base, conflict },
    changed: JSON.stringify(form) !== JSON.stringify(kind.formOf(base)),
    busy: save.isPending || reload.isPending,
    error: conflict ? reload.error : save.error,
    save: save.mutate,
    reload: () => reload.mutate(),
  };
}
