import { Field, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  /** What choosing none means; without it one must be chosen. */
  readonly none?: string;
  readonly onChange: (zone: string) => void;
}

const near = ["Asia/Seoul", "Asia/Tokyo", "UTC"];

/** A time zone: those of Korea and Japan first, then all that the browser knows. */
export function TimeZoneField({ label, value, disabled, none, onChange }: Props): ReactNode {
  const zones = [...new Set([...near, ...(value === "" ? [] : [value]), ...Intl.supportedValuesOf("timeZone")])];
  return (
    <Field label={label}>
      <Select value={value} disabled={disabled} onChange={(_, data) => onChange(data.value)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </Select>
    </Field>
  );
}
