import { describe, expect, test } from "vitest";
import { z } from "zod";
import { problemTable } from "../problem.ts";
import { agentApi } from "./agent-api.ts";
import { appApi } from "./app-api.ts";
import { call, defineEndpoint, ProblemError } from "./endpoint.ts";

const thing = defineEndpoint({
  id: "thing",
  method: "PUT",
  path: "/v1/things/{id}",
  summary: "A thing",
  roles: ["admin"],
  params: z.object({ id: z.string() }),
  query: z.object({ deep: z.boolean().optional() }),
  body: z.object({ name: z.string() }),
  response: z.object({ ok: z.boolean() }),
});

function target(answer: (request: Request) => Response) {
  return {
    baseUrl: "http://provider.test/",
    fetch: async (request: Request) => answer(request),
    token: async () => "secret-token",
  };
}

describe("calling an endpoint", () => {
  test("fills path, query, headers and body, and validates the answer", async () => {
    let seen: Request | undefined;
    const to = target((request) => {
      seen = request;
      return Response.json({ ok: true, more: 1 }, { headers: { etag: '"5"' } });
    });
    const { data, etag } = await call(to, thing, {
      params: { id: "a/b" },
      query: { deep: true },
      body: { name: "x" },
      ifMatch: '"4"',
    });
    expect([data, etag]).toEqual([{ ok: true }, '"5"']);
    expect(seen?.url).toBe("http://provider.test/v1/things/a%2Fb?deep=true");
    expect([seen?.headers.get("authorization"), seen?.headers.get("if-match"), await seen?.json()]).toEqual([
      "Bearer secret-token",
      '"4"',
      { name: "x" },
    ]);
  });

  test("a problem document is thrown as what it is, with Retry-After", async () => {
    const problem = { type: "p", code: "rate-limited", detail: "slow down", ...problemTable["rate-limited"] };
    const to = target(() => Response.json(problem, { status: 429, headers: { "retry-after": "7" } }));
    const failed = call(to, thing, { params: { id: "1" }, body: { name: "x" } });
    await expect(failed).rejects.toBeInstanceOf(ProblemError);
    await expect(failed).rejects.toMatchObject({ retryAfter: 7, problem: { code: "rate-limited" } });
  });

  test.each([
    ["another error page", () => new Response("<html>", { status: 502 }), /HTTP 502/],
    ["an answer of another shape", () => Response.json({ yes: 1 }), /ok/],
  ])("%s is an error without the token in it", async (_name, answer, message) => {
    const failed = call(target(answer), thing, { params: { id: "1" }, body: { name: "x" } });
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/secret-token/);
  });
});

test("endpoints have distinct ids and distinct method and path", () => {
  const all = [...agentApi, ...appApi];
  expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
  expect(new Set(all.map((one) => `${one.method} ${one.path}`)).size).toBe(all.length);
});
