import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { getSavings } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { savingsQuery } from "../../api/queries.ts";
import { useFormat } from "../../preferences.ts";
import { useApi } from "../../services.ts";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { SavingsView } from "../savings/savings-view.tsx";

type Measured = z.output<typeof getSavings.response>;

/** What the last finished Retain run saves a month. */
export function SavingsCard(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(savingsQuery(useApi()));
  return (
    <Card title={t("overview.savings.title")}>
      <QueryView query={query}>{(measured) => <MeasuredSavings measured={measured} />}</QueryView>
    </Card>
  );
}

function MeasuredSavings({ measured }: { readonly measured: Measured }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (measured.savings === undefined) {
    const action = <ButtonLink to="/retain/policies">{t("policies.title")}</ButtonLink>;
    return (
      <EmptyState title={t("overview.savings.emptyTitle")} body={t("overview.savings.emptyBody")} action={action} />
    );
  }
  return (
    <>
      <SavingsView savings={measured.savings} />
      <p className="ld-muted">
        {t("overview.savings.steady")}
        {measured.measuredAt === undefined ? null : <br />}
        {measured.measuredAt === undefined
          ? null
          : t("overview.savings.measured", { when: format.instant(measured.measuredAt) })}
      </p>
      <PriceNote book={measured.priceBook} />
    </>
  );
}

function PriceNote({ book }: { readonly book: Measured["priceBook"] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (book === undefined || book.verified) return null;
  const date = format.date(book.effectiveFrom);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t("overview.savings.unverified")}</MessageBarTitle>
        {t("overview.savings.unverifiedBody", { id: book.id, date, source: book.source })}
      </MessageBarBody>
    </MessageBar>
  );
}
