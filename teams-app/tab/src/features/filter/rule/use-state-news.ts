import type { FilterState } from "@logdoctor/shared-policies";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../api/filter-queries.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";

/** Says when somebody or something moved the rule while one looks. */
export function useStateNews({ state = "Draft", ruleName }: Pick<FilterRuleDetail, "state" | "ruleName">): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const seen = useRef<FilterState>(state);
  useEffect(() => {
    if (seen.current === state) return;
    seen.current = state;
    announce(t("filterRule.moved", { name: ruleName, state: t(`filter.state.${state}`) }));
  }, [state, ruleName, announce, t]);
}
