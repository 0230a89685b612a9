import { expect, test } from "vitest";
import { createI18n } from "../../../i18n/i18n.ts";
import { ruleNameOf } from "./rule-name.ts";

test("a rule that ships is named in the page's language", async () => {
  const { t } = await createI18n("ko");

  expect(ruleNameOf({ ruleId: "unused-trace", ruleName: "Trace logs" }, t)).toBe("추적(Trace) 로그");
});

test.each(["Noisy cart", "Costs $t(prevent.findings)", "{{defaultValue}} of {{lng}}"])(
  "a rule of the tenant is named as it was: %s",
  async (ruleName) => {
    const { t } = await createI18n("en");

    expect(ruleNameOf({ ruleId: "rule-own-1", ruleName }, t)).toBe(ruleName);
  },
);
