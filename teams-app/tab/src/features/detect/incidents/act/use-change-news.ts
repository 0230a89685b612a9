import type { StoredIncident } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../../../api/queries.ts";
import { useApi } from "../../../../services.ts";
import { useAnnounce } from "../../../../ui/announcer.tsx";
import { actorName } from "../../words/actor-name.ts";

/** Announces the steps that others take while the incident is looked at. */
export function useChangeNews({ transitions }: Pick<StoredIncident, "transitions">): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const me = useQuery(meQuery(useApi())).data?.objectId;
  const seen = useRef(transitions.length);
  useEffect(() => {
    const last = transitions.at(-1);
    const grew = transitions.length > seen.current;
    seen.current = transitions.length;
    if (!grew || last === undefined || last.actor.id === me) return;
    const { from, to, actor } = last;
    const words = { from: t(`detect.status.${from}`), to: t(`detect.status.${to}`), who: actorName(actor, t) };
    announce(t("incidents.changedBy", words));
  }, [transitions, me, announce, t]);
}
