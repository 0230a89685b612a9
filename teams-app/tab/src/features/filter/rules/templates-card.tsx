import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../../ui/button-link.tsx";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { MatchText } from "../words/match-text.tsx";
import { type TemplateName, templateNames, templates } from "./templates.ts";
import "./templates-card.css";

/** What a tenant without rules starts from. */
export function TemplatesCard({ canEdit }: { readonly canEdit: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <Card title={t("filter.templates.title")}>
      <EmptyState title={t("filter.templates.emptyTitle")} body={t("filter.templates.emptyBody")} />
      <ul className="ld-templates">
        {templateNames.map((name) => (
          <Template key={name} name={name} canEdit={canEdit} />
        ))}
      </ul>
    </Card>
  );
}

function Template({ name, canEdit }: { readonly name: TemplateName; readonly canEdit: boolean }): ReactNode {
  const { t } = useTranslation();
  const template = templates[name];
  return (
    <li>
      <h3>{name}</h3>
      <p>{t(`filter.templates.about.${name}`)}</p>
      <MatchText rule={template} />
      <span className="ld-muted">{t("filter.templates.table", { table: template.table })}</span>
      {canEdit ? (
        <ButtonLink
          to="/filter/rules/new"
          search={{ template: name }}
          aria-label={t("filter.templates.useNamed", { name })}
        >
          {t("filter.templates.use")}
        </ButtonLink>
      ) : null}
    </li>
  );
}
