import { expect, test } from "vitest";
import { aPreventFinding } from "../testing/index.ts";
import { AlertSettingsInput, checkAlertSettings, defaultAlertSettings } from "./alert-settings.ts";
import { escalationTeamOf, teamOfFinding } from "./route-finding.ts";

const person = "3f6c8f0e-5b1d-4a55-9d53-0c3f2f9be001";
const settings = AlertSettingsInput.parse({
  ...defaultAlertSettings,
  teams: [
    { id: "shop", name: "Shop", conversation: "19:shop", people: [person], escalateTo: "leads" },
    { id: "leads", name: "Leads" },
  ],
  routes: [
    { by: "resource", value: "/subscriptions/0/resourceGroups/Shop/", team: "shop" },
    { by: "service", value: "pay-*", team: "shop" },
  ],
  defaultTeam: "leads",
});

const wrong = (over: Partial<AlertSettingsInput>): string[] =>
  checkAlertSettings({ ...settings, ...over }).map(({ pointer }) => pointer);

test("what does not fit together is named", () => {
  const [shop, leads] = settings.teams;
  if (shop === undefined || leads === undefined) throw new Error("There are two teams");
  expect(wrong({})).toEqual([]);
  expect(checkAlertSettings(defaultAlertSettings)).toEqual([]);
  expect(wrong({ defaultTeam: "gone" })).toEqual(["/defaultTeam"]);
  expect(wrong({ teams: [shop] })).toEqual(["/defaultTeam", "/teams/0/escalateTo"]);
  expect(wrong({ teams: [shop, { ...leads, conversation: "19:shop" }] })).toEqual(["/teams/1/conversation"]);
  expect(wrong({ teams: [shop, leads, { ...leads, conversation: "19:x" }] })).toEqual(["/teams/2/id"]);
  expect(wrong({ routes: [{ by: "service", value: "x", team: "gone" }] })).toEqual(["/routes/0/team"]);
  expect(wrong({ teams: [shop, { ...leads, quietHours: { from: "09:00", to: "09:00" } }] })).toEqual([
    "/teams/1/quietHours",
  ]);
  const crowd = [shop, { ...leads, people: [person.toUpperCase()] }];
  expect(wrong({ teams: crowd, dailyCardBudget: 2 })).toEqual(["/dailyCardBudget"]);
  expect(wrong({ teams: crowd, dailyCardBudget: 3 })).toEqual([]);
});

test.each([
  ["/subscriptions/0/resourcegroups/shop/providers/x/y", undefined, "shop"],
  ["/subscriptions/0/resourcegroups/shop", undefined, "shop"],
  ["/subscriptions/0/resourcegroups/shop-two/providers/x/y", undefined, "leads"],
  ["", "Pay-Api", "shop"],
  ["", undefined, "leads"],
])("a finding of %j and service %j goes to %s", (resource, service, team) => {
  const { service: _, ...finding } = aPreventFinding({ resource });
  expect(teamOfFinding(settings, service === undefined ? finding : { ...finding, service }).id).toBe(team);
});

test("nobody who answers leads to the team above, or the default one", () => {
  const [shop, leads] = settings.teams;
  expect(shop && escalationTeamOf(settings, shop).id).toBe("leads");
  expect(leads && escalationTeamOf(settings, leads).id).toBe("leads");
});
