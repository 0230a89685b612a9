import { Button, Field, Input, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RouteForm } from "./alert-form.ts";
import type { FormPart } from "./alert-form-view.tsx";
import { complaintAt } from "./complaint-at.ts";

interface Props extends FormPart {
  readonly route: RouteForm;
  readonly index: number;
  readonly onRoute: (route: RouteForm) => void;
  readonly onUp: () => void;
  readonly onRemove: () => void;
}

export function RouteFields(props: Props): ReactNode {
  const { t } = useTranslation();
  const { form, route, index, onRoute, complaints, disabled } = props;
  const n = index + 1;
  const wrong = (field: string) => complaintAt(complaints, `/routes/${index}/${field}`, t);
  return (
    <div className="ld-route">
      <Field label={t("preventAlerts.routes.by", { n })}>
        <Select
          value={route.by}
          disabled={disabled}
          onChange={(_, { value }) => onRoute({ ...route, by: value === "resource" ? "resource" : "service" })}
        >
          <option value="service">{t("preventAlerts.routes.service")}</option>
          <option value="resource">{t("preventAlerts.routes.resource")}</option>
        </Select>
      </Field>
      <Field
        label={t("preventAlerts.routes.value", { n })}
        hint={t(`preventAlerts.routes.${route.by}Hint`)}
        required
        {...wrong("value")}
      >
        <Input
          value={route.value}
          maxLength={1000}
          spellCheck={false}
          disabled={disabled}
          onChange={(_, { value }) => onRoute({ ...route, value })}
        />
      </Field>
      <Field label={t("preventAlerts.routes.team", { n })} {...wrong("team")}>
        <Select value={route.team} disabled={disabled} onChange={(_, { value }) => onRoute({ ...route, team: value })}>
          {form.teams.map(({ id, name }) => (
            <option key={id} value={id}>
              {name === "" ? t("preventAlerts.teams.unnamed") : name}
            </option>
          ))}
        </Select>
      </Field>
      {disabled ? null : <RouteButtons {...props} />}
    </div>
  );
}

function RouteButtons({ index, onUp, onRemove }: Props): ReactNode {
  const { t } = useTranslation();
  const n = index + 1;
  return (
    <span className="ld-row ld-route-buttons">
      {index === 0 ? null : (
        <Button aria-label={t("preventAlerts.routes.up", { n })} onClick={onUp}>
          {t("preventAlerts.routes.upShort")}
        </Button>
      )}
      <Button aria-label={t("preventAlerts.routes.remove", { n })} onClick={onRemove}>
        {t("preventAlerts.routes.removeShort")}
      </Button>
    </span>
  );
}
