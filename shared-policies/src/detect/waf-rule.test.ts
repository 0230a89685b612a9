import { expect, test } from "vitest";
import { wafRules } from "./waf-rule.ts";

const id = "inc_Ab-9_testing";

test("a public source gets a rule for each product, in the shape that its policy takes", () => {
  const [gateway, frontDoor] = wafRules({ id, sourceIP: "203.0.113.7" }).map(({ json }) => JSON.parse(json));
  expect(gateway).toEqual({
    name: "LogDoctorincAb9testing",
    priority: 50,
    state: "Enabled",
    ruleType: "MatchRule",
    action: "Block",
    matchConditions: [
      {
        matchVariables: [{ variableName: "RemoteAddr" }],
        operator: "IPMatch",
        negationConditon: false,
        matchValues: ["203.0.113.7"],
        transforms: [],
      },
    ],
  });
  expect(frontDoor).toMatchObject({
    enabledState: "Enabled",
    matchConditions: [{ matchVariable: "RemoteAddr", operator: "IPMatch", matchValue: ["203.0.113.7"] }],
  });
  expect(frontDoor.name).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
});

test.each(["10.0.0.4", "fd00::1", "", "203.0.113.x", "kim@example.com", "203.0.113.7 or 1=1"])(
  "no rule is proposed for the source %j",
  (sourceIP) => {
    expect(wafRules({ id, sourceIP })).toEqual([]);
  },
);
