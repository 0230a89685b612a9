import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";
import { hrefOf } from "./ui/safe-href.ts";

const good = { authority: "https://login.example/t/v2.0", clientId: "tab", scope: "openid api", apiBase: "" };
const serving = (answer: Response) => async () => answer;

test("the configuration is read and checked", async () => {
  expect(await loadConfig(serving(Response.json(good)), "/tab/config.json")).toEqual(good);
});

test.each([{ authority: "login" }, { clientId: "" }, { scope: undefined }])("%o is refused", async (wrong) => {
  const answer = Response.json({ ...good, ...wrong });

  await expect(loadConfig(serving(answer), "/tab/config.json")).rejects.toThrow(Object.keys(wrong)[0]);
});

test("a missing configuration is said to be missing", async () => {
  await expect(loadConfig(serving(new Response("", { status: 404 })), "/c")).rejects.toThrow("/c answered 404");
});

test("only web addresses and paths become links", () => {
  expect(hrefOf("https://logdoctor.example/errors/internal")).toBe("https://logdoctor.example/errors/internal");
  expect(hrefOf("/errors/internal")).toBe("/errors/internal");
  for (const bad of ["javascript:alert(1)", "//evil.example", "about:blank", "data:text/html,x"]) {
    expect(hrefOf(bad)).toBeUndefined();
  }
});
