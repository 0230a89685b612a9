import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { holdsQuery } from "../../api/queries.ts";
import { useApi } from "../../services.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { QueryView } from "../../ui/query-view.tsx";

/** The legal holds that stop removals now. */
export function HoldsCard(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(holdsQuery(useApi()));
  return (
    <Card title={t("overview.holds.title")}>
      <QueryView query={query}>
        {(holds) => {
          const active = holds.filter((hold) => hold.releasedAt === undefined);
          if (active.length === 0) return <p>{t("overview.holds.none")}</p>;
          return (
            <ul>
              {active.map((hold) => (
                <li key={hold.id}>
                  <strong>{hold.reason}</strong>:{" "}
                  {hold.tables === "all" ? t("overview.holds.all") : hold.tables.join(", ")}
                </li>
              ))}
            </ul>
          );
        }}
      </QueryView>
      <ButtonLink to="/retain/holds">{t("overview.holds.manage")}</ButtonLink>
    </Card>
  );
}
