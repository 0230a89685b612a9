import { join } from "node:path";
import { type CertificateFiles, ensureCertificates } from "./certificates.ts";
import { type Clock, createClock } from "./clock.ts";
import { type Connector, createConnector } from "./connector/connector.ts";
import { createTraffic } from "./dcr/traffic.ts";
import { createFaultBook, type FaultBook } from "./http/faults.ts";
import { createRequestLog, type RequestLog } from "./http/request-log.ts";
import { serve } from "./http/serve.ts";
import { createSignInDesk } from "./identity/sign-in.ts";
import { ensureSigningKey } from "./identity/signing-key.ts";
import { createIdSource } from "./ids.ts";
import type { Passage } from "./ingestion/deliver.ts";
import { sendDiagnostics } from "./ingestion/diagnostics.ts";
import { type LocalAzureOptions, settingsFrom } from "./options.ts";
import { createQueryGate } from "./query/gate.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { handleHttp, handleHttps } from "./routes.ts";
import { loadRows } from "./workspace/load-rows.ts";
import type { World } from "./world.ts";

/** A running local Azure. */
export type LocalAzure = Registry & {
  /** `https://127.0.0.1:port`: ARM, query API (`/v1`), Logs Ingestion, identity endpoint (`/msi/token`) and issuer. */
  readonly url: string;
  /** `http://127.0.0.1:port`: the browser-facing sign-in alone. */
  readonly signInUrl: string;
  readonly certificates: CertificateFiles;
  readonly clock: Clock;
  /** What the bot posted to Teams; its service address is `url` and `/connector/`. */
  readonly connector: Connector;
  readonly faults: FaultBook;
  readonly requests: RequestLog;
  /**
   * Loads rows (JSON object texts) past the ingestion rules: TimeGenerated stays, standard columns are added where absent.
   * `ingestedAt` is ISO 8601, by default the clock. Returns the number of rows.
   */
  loadRows(
    workspace: string,
    table: string,
    rows: AsyncIterable<string> | Iterable<string>,
    options?: { ingestedAt?: string },
  ): Promise<number>;
  /**
   * Sends rows (JSON object texts) as diagnostic settings and Application Insights do: they pass the workspace's own transformation,
   * if it has one, and the rules of ingestion. Says what became of them.
   */
  sendDiagnostics(workspace: string, table: string, rows: readonly string[]): Promise<Passage>;
  /** Lets the transformations of a rule fail on this share (0 to 1) of its rows. */
  breakTransforms(ruleId: string, share: number): void;
  stop(): Promise<void>;
};

/** Starts the local Azure in this process, on 127.0.0.1 only. */
export async function startLocalAzure(options: LocalAzureOptions): Promise<LocalAzure> {
  const certificates = await ensureCertificates(join(options.directory, "certificates"));
  let url = "";
  const world = await createWorld(options, () => url);
  const desk = createSignInDesk();
  const tls = { cert: certificates.certPem, key: certificates.keyPem };
  const secure = await serve(world, (call) => handleHttps(desk, call), { port: options.port ?? 0, tls });
  url = `https://127.0.0.1:${secure.port}`;
  const plain = await serve(world, (call) => handleHttp(desk, call), { port: options.signInPort ?? 0 });
  const registry = createRegistry(world);
  return {
    ...registry,
    url,
    signInUrl: `http://127.0.0.1:${plain.port}`,
    certificates,
    clock: world.clock,
    connector: world.connector,
    faults: world.faults,
    requests: world.log,
    loadRows: (workspace, table, rows, rowOptions) =>
      loadRows(world, { ...registry.findTable(workspace, table), ...rowOptions }, rows),
    sendDiagnostics: (workspace, table, rows) => sendDiagnostics(world, registry.findTable(workspace, table), rows),
    breakTransforms: (ruleId, share) => void world.brokenTransforms.set(ruleId.toLowerCase(), share),
    async stop() {
      await Promise.all([secure.close(), plain.close()]);
      for (const workspace of world.workspaces.values()) await workspace.close();
    },
  };
}

async function createWorld(options: LocalAzureOptions, baseUrl: () => string): Promise<World> {
  const settings = settingsFrom(options);
  const clock = createClock();
  return {
    settings,
    clock,
    newId: createIdSource(options.seed),
    signingKey: await ensureSigningKey(options.directory),
    apis: [...(options.apis ?? [])],
    identities: [],
    people: [],
    grants: [],
    workspaces: new Map(),
    rules: new Map(),
    traffic: createTraffic(),
    logErrors: new Map(),
    brokenTransforms: new Map(),
    operations: new Map(),
    connector: createConnector(),
    faults: createFaultBook(),
    log: createRequestLog(),
    gate: createQueryGate(settings, clock),
    baseUrl,
  };
}
