import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Contoso, NOW, startContoso } from "../testing/contoso.ts";

let contoso: Contoso;
beforeAll(async () => {
  contoso = await startContoso();
});
afterAll(() => contoso[Symbol.asyncDispose]());

function call(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${contoso.azure.url}/_local/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

describe("/_local", () => {
  test("moves the clock that everything shares", async () => {
    expect(await (await call("PUT", "clock", { now: NOW })).json()).toEqual({
      now: new Date(NOW).toISOString(),
      frozen: true,
    });
    expect(await (await call("POST", "clock/advance", { milliseconds: 1_500 })).json()).toMatchObject({
      now: "2026-11-21T00:00:01.500Z",
    });
    expect(contoso.azure.clock.nowIso()).toBe("2026-11-21T00:00:01.500Z");
    expect((await call("PUT", "clock", { now: "yesterday" })).status).toBe(400);
    expect((await call("POST", "clock/advance", { milliseconds: -1 })).status).toBe(400);
    expect(await (await call("PUT", "clock", { now: null })).json()).toMatchObject({ frozen: false });
  });

  test("adds, lists and removes faults, which never strike /_local itself", async () => {
    const { id } = (await (await call("POST", "faults", { match: {}, effect: { status: 500 } })).json()) as {
      id: string;
    };
    expect(await (await call("GET", "faults")).json()).toMatchObject({ value: [{ rule: { id }, applied: 0 }] });
    expect((await call("DELETE", `faults/${id}`)).status).toBe(204);
    expect((await call("DELETE", `faults/${id}`)).status).toBe(404);
    expect((await call("POST", "faults", { effect: { explode: true } })).status).toBe(400);
    expect((await call("POST", "faults", { match: { path: "(" }, effect: {} })).status).toBe(400);
  });

  test("shows requests, the actions they needed, counters and tenants", async () => {
    await call("DELETE", "requests");
    await contoso.arm("GET", "/tables/Syslog");
    const { actions } = (await (await call("GET", `requests?identity=${contoso.agent.objectId}`)).json()) as {
      actions: string[];
    };
    expect(actions).toEqual(["Microsoft.OperationalInsights/workspaces/tables/read"]);
    expect(await (await call("GET", "counters")).json()).toMatchObject({ queries: { running: 0, waiting: 0 } });
    expect(await (await call("GET", "tenants")).json()).toMatchObject({
      value: [{ customerId: contoso.tenant.customerId }],
    });
    expect((await call("GET", "nothing")).status).toBe(404);
  });
});
