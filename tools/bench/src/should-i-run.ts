import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { jsonLog, openEmbeddedStore, type TestApp, testAgentObject, testApp } from "@logdoctor/provider/testing";
import { shouldIRun } from "@logdoctor/shared-policies";
import { Hono } from "hono";
import type { Load, LoadFigures } from "./load-client.ts";
import type { BenchResult } from "./result.ts";

const connections = 64;
// Many short rounds side by side: what else the machine does then falls on all of them alike.
const requests = 2_000;
const rounds = 15;

/**
 * Requests a second of `should_i_run` beside a bare Hono echo of the same JSON, on loopback, under one client in a
 * process of its own. `run` writes a lease to the disk for every request; `wait` reads.
 */
export async function benchShouldIRun(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "logdoctor-bench-"));
  const client = fork(fileURLToPath(new URL("load-client.ts", import.meta.url)), {
    stdio: ["ignore", "ignore", 2, "ipc"],
  });
  try {
    return await measure(folder, client);
  } finally {
    client.kill();
    rmSync(folder, { recursive: true });
  }
}

interface Target {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly load: Omit<Load, "port" | "requests">;
}

async function measure(folder: string, client: ChildProcess): Promise<BenchResult[]> {
  const [granting, waiting] = [await provider(folder, "run", 0), await provider(folder, "wait", 3_600_000)];
  const echo = new Hono().post("/v1/should_i_run", async (c) => c.json(await c.req.json()));
  const targets = {
    echo: { fetch: echo.fetch, load: { connections: granting.load.connections, expected: "bench-b" } },
    run: granting,
    wait: waiting,
  } satisfies Record<string, Target>;
  const seen: Record<keyof typeof targets, LoadFigures[]> = { echo: [], run: [], wait: [] };
  for (const name of ["echo", "run", "wait"] as const) await drive(client, targets[name], requests * 2);
  for (let round = 0; round < rounds; round++) {
    for (const name of ["echo", "run", "wait"] as const) seen[name].push(await drive(client, targets[name], requests));
  }
  return [resultOf("should_i_run run", seen.run, seen.echo), resultOf("should_i_run wait", seen.wait, seen.echo)];
}

async function provider(folder: string, decision: "run" | "wait", leaseMs: number): Promise<Target> {
  const now = (): Date => new Date();
  const log = openSync(join(folder, `${decision}.log`), "a");
  const app = await testApp({
    now,
    leaseMs,
    documents: openEmbeddedStore({ file: join(folder, `${decision}.sqlite`), now }),
    log: jsonLog((text) => writeSync(log, text)),
    checkResponses: false,
  });
  const expected = `"decision":"${decision}"`;
  return { fetch: app.fetch, load: { connections: await requestsOf(app, decision), expected } };
}

/** One request for each of as many tenants as there are connections. */
async function requestsOf(app: TestApp, decision: "run" | "wait"): Promise<string[]> {
  const texts: string[] = [];
  for (let i = 0; i < connections; i++) {
    const tenantId = `7a1c1f0e-52b4-4c6e-9a51-${i.toString(16).padStart(12, "0")}`;
    const token = await app.enrolled(tenantId, testAgentObject);
    const body = { jobs: ["retain" as const], instanceId: "bench-a-0", agentVersion: "0.1.0" };
    if (decision === "wait") await app.call(token, shouldIRun, { body });
    const text = JSON.stringify({ ...body, instanceId: "bench-b-0" });
    texts.push(
      `POST /v1/should_i_run HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
    );
  }
  return texts;
}

async function drive(client: ChildProcess, target: Target, count: number): Promise<LoadFigures> {
  const server = serve({ fetch: target.fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  client.send({ ...target.load, port, requests: count } satisfies Load);
  const ended = new AbortController();
  const answered = once(client, "message", ended);
  const died = once(client, "exit", ended).then(() => Promise.reject(new Error("The load client ended early")));
  const [figures] = (await Promise.race([answered, died])) as [LoadFigures];
  ended.abort();
  await Promise.allSettled([died]);
  await new Promise((resolve) => server.close(resolve));
  return figures;
}

function resultOf(name: string, measured: readonly LoadFigures[], baseline: readonly LoadFigures[]): BenchResult {
  const middleOf = (figure: keyof LoadFigures): number => middle(measured.map((round) => round[figure]));
  return {
    name,
    value: middleOf("requestsPerSecond"),
    unit: "requests/s",
    baseline: middle(baseline.map((round) => round.requestsPerSecond)),
    ratio: middle(measured.map((round, i) => round.requestsPerSecond / (baseline[i]?.requestsPerSecond ?? Number.NaN))),
    p50ms: middleOf("p50ms"),
    p99ms: middleOf("p99ms"),
  };
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
