import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type FindingList, findingsQuery } from "../../api/prevent-queries.ts";
import { useFormat } from "../../preferences.ts";
import { useApi } from "../../services.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { costOf, costText } from "../prevent/words/cost-text.ts";
import { findingName } from "../prevent/words/finding-name.ts";

/** How many findings of Prevent are open, and what they cost a month. */
export function PreventCard(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(findingsQuery(useApi(), "open"));
  return (
    <Card title={t("overview.prevent.title")}>
      <QueryView query={query}>{(list) => <Open list={list} />}</QueryView>
      <ButtonLink to="/prevent/findings">{t("overview.prevent.all")}</ButtonLink>
    </Card>
  );
}

function Open({ list: { items, cut } }: { readonly list: FindingList }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [worst] = items;
  if (worst === undefined) return <p>{t("overview.prevent.none")}</p>;
  const { gb, usd } = costOf(items);
  const least = (text: string): string => (cut ? t("overview.prevent.atLeast", { text }) : text);
  const link = (
    <Link className="ld-link" to="/prevent/findings/$id" params={{ id: worst.id }}>
      <bdi>{findingName(worst, t)}</bdi>
    </Link>
  );
  return (
    <Facts
      facts={[
        [t("overview.prevent.count"), <strong key="count">{least(format.number(items.length))}</strong>],
        [t("overview.prevent.money"), <strong key="money">{least(format.money(usd))}</strong>],
        [t("overview.prevent.volume"), least(format.gigabytes(gb))],
        [t("overview.prevent.worst", { cost: costText(worst, t, format) }), link],
      ]}
    />
  );
}
