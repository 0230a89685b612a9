import type { StoredIncident } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../../preferences.ts";
import { Card } from "../../../../ui/card.tsx";
import { Facts } from "../../../../ui/facts.tsx";
import { OtherRequests } from "./other-requests.tsx";

/** The source's requests as a whole, successful ones included, with some of those that did not match. */
export function ActivityCard({ incident }: { readonly incident: StoredIncident }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { activity } = incident;
  return (
    <Card title={t("incidents.activity.title")}>
      {activity === undefined ? (
        <p>{t("incidents.activity.none")}</p>
      ) : (
        <>
          <p className="ld-muted">{t("incidents.activity.window")}</p>
          <Facts
            facts={[
              [t("incidents.activity.requests"), format.number(activity.requests)],
              [t("incidents.activity.succeeded"), format.number(activity.succeeded)],
              [t("incidents.activity.paths"), format.number(activity.distinctPaths)],
            ]}
          />
          <OtherRequests requests={activity.examples ?? []} />
        </>
      )}
    </Card>
  );
}
