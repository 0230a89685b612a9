import { Field, Select } from "@fluentui/react-components";
import { DetectionSeverity, IncidentStatus } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentFilter } from "../../../api/detect-queries.ts";
import { incidentFilterOf } from "./incident-filter.ts";
import "./incident-filters.css";

interface Props {
  readonly filter: IncidentFilter;
  readonly onChange: (filter: IncidentFilter) => void;
}

/** Nothing stays in this state: the provider opens what it detects in the same write. */
const shownStatuses = IncidentStatus.exclude(["Detected"]).options;

export function IncidentFilters({ filter, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const set = (name: keyof IncidentFilter) => (_: unknown, data: { value: string }) =>
    onChange(incidentFilterOf({ ...filter, [name]: data.value }));
  return (
    <fieldset className="ld-filters">
      <legend className="ld-hidden">{t("incidents.filters")}</legend>
      <Field label={t("incidents.status")}>
        <Select value={filter.status ?? ""} onChange={set("status")}>
          <option value="">{t("incidents.allStatuses")}</option>
          {shownStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`detect.status.${status}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("incidents.severity")}>
        <Select value={filter.severity ?? ""} onChange={set("severity")}>
          <option value="">{t("incidents.allSeverities")}</option>
          {DetectionSeverity.options.map((severity) => (
            <option key={severity} value={severity}>
              {t(`detect.severity.${severity}`)}
            </option>
          ))}
        </Select>
      </Field>
    </fieldset>
  );
}
