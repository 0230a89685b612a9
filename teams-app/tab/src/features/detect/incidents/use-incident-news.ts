import type { StoredIncident } from "@logdoctor/shared-policies";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../ui/announcer.tsx";

/** Announces incidents that were found since the list was first shown. */
export function useIncidentNews(incidents: readonly StoredIncident[] | undefined): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const newest = useRef<string>(undefined);
  useEffect(() => {
    if (incidents === undefined) return;
    const before = newest.current;
    newest.current = [before ?? "", ...incidents.map(({ createdAt }) => createdAt)].toSorted().at(-1);
    if (before === undefined) return;
    const count = incidents.filter(({ createdAt }) => createdAt > before).length;
    if (count > 0) announce(t("incidents.news", { count }));
  }, [incidents, announce, t]);
}
