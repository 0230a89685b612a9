import type { NotificationSettings } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { bodyOf, complaintsOf, formOf, isSound, withResponder, withSeverity } from "./notify-form.ts";

const objectId = "9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f";
const settings: NotificationSettings = {
  language: "ko",
  severities: ["CRITICAL", "HIGH"],
  team: "19:team",
  responders: [{ objectId, name: "Kim" }],
  webhook: { host: "prod-1.logic.azure.com", setAt: "2026-11-01T00:00:00.000Z" },
  conversations: [],
  etag: "1",
};
const wishes = { language: "ko", severities: ["CRITICAL", "HIGH"], responders: [{ objectId, name: "Kim" }] };

test("what was not touched is sent as it was, and keeps the webhook", () => {
  expect(bodyOf(formOf(settings))).toEqual({ ...wishes, team: "19:team" });
  expect(bodyOf({ ...formOf(settings), team: "" })).toEqual(wishes);
});

test("a webhook is replaced, removed, or kept", () => {
  const form = formOf(settings);
  expect(bodyOf({ ...form, webhookUrl: " https://a.logic.azure.com/x " }).webhookUrl).toBe(
    "https://a.logic.azure.com/x",
  );
  expect(bodyOf({ ...form, removeWebhook: true }).webhookUrl).toBeNull();
  expect(bodyOf({ ...form, removeWebhook: true, webhookUrl: "https://a.test/" }).webhookUrl).toBe("https://a.test/");
});

test("severities keep their order, and none is a complaint", () => {
  const high = withSeverity(formOf(settings), "CRITICAL", false);
  expect(high.severities).toEqual(["HIGH"]);
  expect(withSeverity(high, "CRITICAL", true).severities).toEqual(["CRITICAL", "HIGH"]);
  expect(complaintsOf(withSeverity(high, "HIGH", false)).severities).toBe(true);
});

test.each(["http://a.logic.azure.com/x", "nonsense", "javascript:alert(1)"])("%s is no webhook", (webhookUrl) => {
  expect(complaintsOf({ ...formOf(settings), webhookUrl }).webhookUrl).toBe(true);
});

test("a person needs a name and an object id; rows are told apart by their keys", () => {
  const two = withResponder(withResponder({ ...formOf(settings), responders: [] }));
  expect(two.responders.map(({ key }) => key)).toEqual([0, 1]);
  expect(complaintsOf(two)).toMatchObject({ names: [0, 1], objectIds: [0, 1] });
  expect(isSound(complaintsOf(two))).toBe(false);
  expect(isSound(complaintsOf(formOf(settings)))).toBe(true);
});
