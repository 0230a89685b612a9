import { Button } from "@fluentui/react-components";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Card } from "../../../ui/card.tsx";
import { type RouteForm, routeUp, withRoute } from "./alert-form.ts";
import type { FormPart } from "./alert-form-view.tsx";
import { RouteFields } from "./route-fields.tsx";

const mostRoutes = 500;

/** Which team a finding goes to: the first route that fits decides. */
export function RoutesCard(part: FormPart): ReactNode {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { form, onChange, disabled } = part;
  const below = useRef<HTMLDivElement>(null);
  const change = (route: RouteForm): void =>
    onChange({ ...form, routes: form.routes.map((one) => (one.key === route.key ? route : one)) });
  const remove = (key: number): void => {
    onChange({ ...form, routes: form.routes.filter((route) => route.key !== key) });
    below.current?.querySelector("button")?.focus();
  };
  const up = (index: number): void => {
    onChange(routeUp(form, index));
    announce(t("preventAlerts.routes.moved", { n: index }));
  };
  return (
    <Card title={t("preventAlerts.routes.title")}>
      <p className="ld-muted">
        {t(form.routes.length === 0 ? "preventAlerts.routes.none" : "preventAlerts.routes.lead")}
      </p>
      <ol className="ld-routes">
        {form.routes.map((route, index) => (
          <li key={route.key}>
            <RouteFields
              {...part}
              route={route}
              index={index}
              onRoute={change}
              onUp={() => up(index)}
              onRemove={() => remove(route.key)}
            />
          </li>
        ))}
      </ol>
      {disabled || form.routes.length >= mostRoutes ? null : (
        <div ref={below}>
          <Button onClick={() => onChange(withRoute(form))}>{t("preventAlerts.routes.add")}</Button>
        </div>
      )}
    </Card>
  );
}
