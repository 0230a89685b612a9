import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, writeSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Session } from "node:inspector/promises";
import { serve } from "@hono/node-server";
import { jsonLog, openEmbeddedStore, testAgentObject, testApp } from "@logdoctor/provider/testing";
import { shouldIRun } from "@logdoctor/shared-policies";
import { Hono } from "hono";
const folder = mkdtempSync(join(tmpdir(), "logdoctor-bench-"));
const client = fork(fileURLToPath(new URL("load-client.ts", import.meta.url)), { stdio: ["ignore", "ignore", 2, "ipc"] });
async function provider(decision: "run"|"wait", leaseMs: number) {
  const now = () => new Date();
  const log = openSync(join(folder, decision + ".log"), "a");
  const app = await testApp({ now, leaseMs, documents: openEmbeddedStore({ file: join(folder, decision + ".sqlite"), now }), log: jsonLog((t) => writeSync(log, t)), checkResponses: false });
  const texts: string[] = [];
  for (let i = 0; i < 64; i++) {
    const tenantId = `7a1c1f0e-52b4-4c6e-9a51-${i.toString(16).padStart(12, "0")}`;
    const token = await app.enrolled(tenantId, testAgentObject);
    const body = { jobs: ["retain" as const], instanceId: "bench-a-0", agentVersion: "0.1.0" };
    if (decision === "wait") await app.call(token, shouldIRun, { body });
    const text = JSON.stringify({ ...body, instanceId: "bench-b-0" });
    texts.push(`POST /v1/should_i_run HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
  }
  return { fetch: app.fetch as any, load: { connections: texts, expected: `"decision":"${decision}"` } };
}
async function drive(t: any, count: number) {
  const server = serve({ fetch: t.fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  const port = (server.address() as any).port;
  const c0 = process.cpuUsage();
  client.send({ ...t.load, port, requests: count });
  const [f] = await once(client, "message");
  const c = process.cpuUsage(c0);
  await new Promise((r) => server.close(r));
  return { rps: Math.round(f.requestsPerSecond), cpu: (c.user + c.system) / count, sys: c.system / count };
}
const names = (process.env.T ?? "echo,run,wait").split(",");
const all: any = {};
for (const n of names) {
  if (n === "run") all.run = await provider("run", 0);
  if (n === "wait") all.wait = await provider("wait", 3_600_000);
}
const [, first] = Object.entries<any>(all)[0] ?? [];
if (names.includes("echo")) all.echo = { fetch: new Hono().post("/v1/should_i_run", async (c) => c.json(await c.req.json())).fetch, load: { connections: first.load.connections, expected: "bench-b" } };
for (const n of names) await drive(all[n], 6000);
const R: any = {};
const rounds = Number(process.env.R ?? 7), N = Number(process.env.N ?? 4000);
for (let r = 0; r < rounds; r++) for (const n of names) (R[n] ??= []).push(await drive(all[n], N));
const mid = (a: number[]) => a.sort((x, y) => x - y)[a.length >> 1];
for (const n of names) console.log(n, mid(R[n].map((x: any) => x.rps)), "rps; cpu us/req", mid(R[n].map((x: any) => x.cpu))?.toFixed(1), "sys", mid(R[n].map((x: any) => x.sys))?.toFixed(1));
if (process.env.P) {
  const s = new Session(); s.connect();
  await s.post("Profiler.enable"); await s.post("Profiler.setSamplingInterval", { interval: 200 });
  for (const n of names) { await s.post("Profiler.start"); await drive(all[n], 20000); const { profile } = await s.post("Profiler.stop"); writeFileSync(`/tmp/prof/${n}.cpuprofile`, JSON.stringify(profile)); }
}
client.kill();
process.exit(0);
