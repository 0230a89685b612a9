import type { FilterSettings, updateFilterSettings } from "@logdoctor/shared-policies";
import type { z } from "zod";
import { percentText, shareOf } from "../words/share-text.ts";

export type FilterOptions = z.output<typeof updateFilterSettings.body>;

/** The settings as they are typed: days, and percent. */
export interface OptionsForm {
  readonly dryRunDays: string;
  readonly dangerDropRate: string;
  readonly tolerance: string;
  readonly heldOutShare: string;
}

export type OptionName = keyof OptionsForm;
export const optionNames = ["dryRunDays", "dangerDropRate", "tolerance", "heldOutShare"] as const;

const mostDays = 30;
const mostHeldOut = 10;

export function optionsFormOf({ dryRunDays, dangerDropRate, tolerance, heldOutShare }: FilterSettings): OptionsForm {
  return {
    dryRunDays: String(dryRunDays),
    dangerDropRate: percentText(dangerDropRate),
    tolerance: percentText(tolerance),
    heldOutShare: percentText(heldOutShare),
  };
}

export interface CheckedOptions {
  readonly options: FilterOptions | undefined;
  readonly wrong: readonly OptionName[];
}

/** The settings that a form says, or which fields are wrong. */
export function checkOptions(form: OptionsForm): CheckedOptions {
  const days = form.dryRunDays.trim();
  const dryRunDays = /^\d{1,2}$/.test(days) && Number(days) >= 1 && Number(days) <= mostDays ? Number(days) : undefined;
  const dangerDropRate = shareOf(form.dangerDropRate);
  const tolerance = shareOf(form.tolerance);
  const heldOutShare = shareOf(form.heldOutShare, mostHeldOut);
  const all = { dryRunDays, dangerDropRate, tolerance, heldOutShare };
  const wrong = optionNames.filter((name) => all[name] === undefined);
  return { options: wrong.length === 0 ? (all as FilterOptions) : undefined, wrong };
}
