import { SamplingInput, type StoredSampling, TableName } from "@logdoctor/shared-policies";
import { percentText, shareOf } from "../words/share-text.ts";

/** A rate of sampling as it is typed. */
export interface SamplingForm {
  readonly targetCategory: string;
  /** Empty for any. */
  readonly table: string;
  /** Percent. */
  readonly samplingRate: string;
  readonly maxPerMinute: string;
  readonly isActive: boolean;
}

export type SamplingField = Exclude<keyof SamplingForm, "isActive">;
export const samplingFields = ["targetCategory", "table", "samplingRate", "maxPerMinute"] as const;

export const newSamplingForm: SamplingForm = {
  ...{ targetCategory: "", table: "", samplingRate: "10", maxPerMinute: "600", isActive: true },
};

export function samplingFormOf({
  targetCategory,
  table = "",
  samplingRate,
  maxPerMinute,
  isActive,
}: StoredSampling): SamplingForm {
  return {
    ...{ targetCategory, table, isActive },
    samplingRate: percentText(samplingRate),
    maxPerMinute: String(maxPerMinute),
  };
}

export interface CheckedSampling {
  readonly rate: SamplingInput | undefined;
  readonly wrong: readonly SamplingField[];
}

/** The rate that a form says, or which fields are wrong. */
export function checkSampling(form: SamplingForm): CheckedSampling {
  const [target, table, most] = [form.targetCategory.trim(), form.table.trim(), form.maxPerMinute.trim()];
  const share = shareOf(form.samplingRate);
  const rate = SamplingInput.safeParse({
    ...{ targetCategory: target, samplingRate: share, maxPerMinute: Number(most), isActive: form.isActive },
    ...(table === "" ? {} : { table }),
  });
  const is: Record<SamplingField, boolean> = {
    targetCategory: target === "" || target.length > 120,
    table: table !== "" && !TableName.safeParse(table).success,
    samplingRate: share === undefined,
    maxPerMinute: !/^[1-9]\d{0,11}$/.test(most),
  };
  const wrong = samplingFields.filter((field) => is[field]);
  return { rate: wrong.length === 0 ? rate.data : undefined, wrong };
}
