import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { incidentContextQuery } from "../../../../api/detect-queries.ts";
import { useApi } from "../../../../services.ts";
import { Card } from "../../../../ui/card.tsx";
import { CodeBlock } from "../../../../ui/code-block.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";

/** Firewall rules to copy. Nothing here changes a firewall. */
export function WafCard({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(incidentContextQuery(useApi(), id));
  return (
    <Card title={t("incidents.waf.title")}>
      <QueryView query={query}>
        {({ waf }) => (
          <>
            <p className="ld-muted">{t(waf.length === 0 ? "incidents.waf.none" : "incidents.waf.lead")}</p>
            <div className="ld-columns">
              {waf.map(({ product, json }) => {
                const label = t(`incidents.waf.${product}`);
                const copyLabel = t("incidents.waf.copyNamed", { product: label });
                return <CodeBlock key={product} label={label} text={json} copyLabel={copyLabel} />;
              })}
            </div>
          </>
        )}
      </QueryView>
    </Card>
  );
}
