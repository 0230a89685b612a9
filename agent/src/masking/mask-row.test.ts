import { expect, test } from "vitest";
import { maskedRow } from "./mask-row.ts";

test("a row keeps what makes it recognisable, and loses what is nobody's business", () => {
  const row = {
    CsUriStem: "/healthz",
    Cookie: "sid=abc123; theme=dark",
    UserName: "",
    ScStatus: 200,
    Message: "login of kim@example.com with password=hunter2",
    Missing: null,
  };
  const shown = maskedRow(row);
  expect(JSON.parse(shown)).toMatchObject({ CsUriStem: "/healthz", ScStatus: "200" });
  expect(Object.keys(JSON.parse(shown) as object)).toEqual(["CsUriStem", "Cookie", "ScStatus", "Message"]);
  for (const secret of ["abc123", "kim@example.com", "hunter2"]) expect(shown).not.toContain(secret);
});

test("a column that names a person keeps nobody's name, one of a thing keeps the thing's", () => {
  const people = [
    "UserAuthenticatedId",
    "CsUsername",
    "TargetUserName",
    "UserPrincipalName",
    "AccountUPN",
    "Caller",
    "user_name",
  ];
  const things = ["UserAgent", "OperationName", "AppRoleName", "Computer", "AppDisplayName", "UserType"];
  const row = Object.fromEntries([...people, ...things].map((name) => [name, "박민수"]));
  const shown = JSON.parse(maskedRow(row)) as Record<string, string>;
  expect(people.map((name) => shown[name])).toEqual(people.map(() => "[account]"));
  expect(things.map((name) => shown[name])).toEqual(things.map(() => "박민수"));
});

test("a row of long values is cut and stays JSON", () => {
  const row = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`Column${i}`, "x y ".repeat(500)]));
  const shown = maskedRow(row);
  expect(shown.length).toBeLessThanOrEqual(2000);
  expect(Object.keys(JSON.parse(shown) as object).length).toBeGreaterThan(3);
});
