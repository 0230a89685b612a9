import { type AlertSettings, defaultAlertSettings } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { complaintsOf } from "./alert-complaints.ts";
import { bodyOf, formOf, newTeam, routeUp, withoutTeam, withRoute } from "./alert-form.ts";

const settings: AlertSettings = { ...defaultAlertSettings, etag: "alerts-1" };
const form = formOf(settings);
const withOps = {
  ...form,
  teams: [...form.teams, { ...newTeam("ops", form.teams[0]), name: "Ops", conversation: "19:ops" }],
};

test("a form that nobody changed says the settings", () => {
  expect(bodyOf(form)).toEqual(defaultAlertSettings);
});

test("a team that goes takes its routes along, and is nobody's last resort", () => {
  const [everyone, ops] = withOps.teams;
  if (everyone === undefined || ops === undefined) throw new Error("There are two teams");
  const routed = withRoute({ ...withOps, defaultTeam: "ops", teams: [{ ...everyone, escalateTo: "ops" }, ops] });
  const left = withoutTeam(routed, "ops");
  expect(left).toMatchObject({ defaultTeam: "everyone", routes: [], teams: [{ id: "everyone", escalateTo: "" }] });
});

test("routes keep their keys when they are moved", () => {
  const two = withRoute(withRoute(form));
  expect(routeUp(two, 1).routes.map(({ key }) => key)).toEqual([1, 0]);
  expect(routeUp(two, 0)).toEqual(two);
});

test("what is wrong is told at its place", () => {
  const [team] = form.teams;
  if (team === undefined) throw new Error("There is a team");
  const broken = {
    ...withRoute(form),
    coolDownHours: "0",
    teams: [{ ...team, name: " ", from: "", quietDays: [1, 2, 3, 4, 5, 6, 7] }],
  };
  expect([...complaintsOf(broken)]).toEqual([
    ["/teams/0/name", "required"],
    ["/teams/0/quietHours", "required"],
    ["/teams/0/quietDays", "allQuiet"],
    ["/routes/0/value", "required"],
    ["/coolDownHours", { min: 1, max: 168 }],
  ]);
});

test("rules between fields are told at theirs", () => {
  const twins = { ...withOps, teams: withOps.teams.map((team) => ({ ...team, conversation: "", from: "08:00" })) };
  expect([...complaintsOf(twins)]).toEqual([
    ["/teams/0/quietHours", "emptyQuiet"],
    ["/teams/1/conversation", "samePlace"],
    ["/teams/1/quietHours", "emptyQuiet"],
  ]);
  const id = "9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f";
  const crowded = { ...withOps, dailyCardBudget: "2", teams: withOps.teams.map((team) => ({ ...team, people: [id] })) };
  expect(complaintsOf(crowded).get("/dailyCardBudget")).toBe("crowded");
});
