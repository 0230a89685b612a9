import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import type { JWK } from "jose";
import { type DeskWorker, startDeskWorker } from "./alerts/desk-worker.ts";
import { holidayCalendar } from "./alerts/holidays.ts";
import { createApp } from "./app.ts";
import { remoteKeys } from "./auth/key-source.ts";
import { tokenVerifier } from "./auth/verify-token.ts";
import { type BundleSigner, bundleSigner } from "./bundle/bundle-signer.ts";
import { localSigningKey } from "./bundle/local-signing-key.ts";
import { type ProviderConfig, readConfig } from "./config.ts";
import { type Deps, defaultLimits } from "./deps.ts";
import type { DocumentStore } from "./documents/document-store.ts";
import { filterKit } from "./filter-rules/filter-kit.ts";
import { jsonLog, type Log } from "./http/request-log.ts";
import { notificationsOf } from "./notify/notifications-of.ts";
import { type Notifier, startNotifier } from "./notify/outgoing/worker.ts";
import { shippedPatterns } from "./patterns/shipped-patterns.ts";
import { checkPredicate } from "./policies/check-predicate.ts";
import { checkRule } from "./prevent-rules/check-rule.ts";
import { shippedRules } from "./prevent-rules/shipped-rules.ts";
import { openCosmosStore } from "./store/cosmos/open-cosmos-store.ts";
import { openEmbeddedStore } from "./store/embedded/embedded-store.ts";

/** What a program that starts the provider inside itself may replace. */
export interface StartOptions {
  readonly now?: () => Date;
  readonly log?: Log;
  /** Used for the token issuer's keys and for what is sent to people. */
  readonly fetch?: typeof fetch;
  /** In place of the bot's own credential. */
  readonly botToken?: () => Promise<string>;
}

export interface RunningProvider {
  readonly url: string;
  readonly deps: Deps;
  readonly close: () => Promise<void>;
}

const rememberedTokens = 20_000;

/** Starts the provider: opens its store, listens, and resolves with its address. */
export async function startProvider(config: ProviderConfig, options: StartOptions = {}): Promise<RunningProvider> {
  if (config.caFile !== undefined) {
    setDefaultCACertificates([...getCACertificates("default"), readFileSync(config.caFile, "utf8")]);
  }
  const deps = await depsOf(config, options);
  const app = createApp(deps);
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const { port, host: hostname } = config.listen;
    const started = serve({ fetch: app.fetch, port, hostname }, () => resolve(started));
    started.once("error", reject);
  });
  const { port } = server.address() as AddressInfo;
  const [notifier, desk] = [notifierOf(deps, config), deskOf(deps, config)];
  const close = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ("closeIdleConnections" in server) server.closeIdleConnections();
    });
    await desk.stop();
    await notifier.stop();
    await deps.documents.close();
  };
  return { url: `http://${config.listen.host}:${port}`, deps, close };
}

async function depsOf(config: ProviderConfig, options: StartOptions): Promise<Deps> {
  const now = options.now ?? (() => new Date());
  const { audience, issuerTemplate, jwksUrl } = config.tokens;
  const keys = remoteKeys(jwksUrl, options.fetch);
  const { tab } = config;
  return {
    now,
    randomId: () => randomBytes(16).toString("base64url"),
    documents: await storeOf(config, now),
    verifyToken: tokenVerifier({ keys, audience, issuerTemplate, now, cacheSize: rememberedTokens }),
    bundleSigner: await signerOf(config),
    checkPredicate,
    patterns: shippedPatterns(),
    preventionRules: shippedRules(),
    checkRule,
    filterKit,
    holidays: holidayCalendar(),
    notify: notificationsOf(config.notify, {
      keyDirectory: keyDirectoryOf(config),
      fetch: options.fetch,
      botToken: options.botToken,
    }),
    log: options.log ?? jsonLog((text) => process.stdout.write(text)),
    limits: { ...defaultLimits, ...config.rate },
    leaseMs: config.leaseMs,
    problemBase: config.problemBase,
    corsOrigins: config.corsOrigins,
    tab,
    checkResponses: false,
  };
}

function notifierOf(deps: Deps, { notify }: ProviderConfig): Notifier {
  return startNotifier(deps, { pollMs: notify.pollMs, random: Math.random, note: noteOf("Notifications") });
}

/** Decisions about alerts are minutes apart: they need not be looked for as often as messages. */
const deskPolls = 4;

function deskOf(deps: Deps, { notify }: ProviderConfig): DeskWorker {
  return startDeskWorker(deps, { pollMs: notify.pollMs * deskPolls, note: noteOf("Alerts") });
}

function noteOf(what: string): (error: unknown) => undefined {
  return (error) => {
    process.stderr.write(`${what}: ${error instanceof Error ? error.message : String(error)}\n`);
  };
}

function keyDirectoryOf({ store }: ProviderConfig): string | undefined {
  return store.kind === "embedded" ? store.dataDirectory : undefined;
}

async function storeOf({ store }: ProviderConfig, now: () => Date): Promise<DocumentStore> {
  if (store.kind === "cosmos") return openCosmosStore({ ...store, endpoint: store.endpoint ?? "", now });
  mkdirSync(store.dataDirectory, { recursive: true, mode: 0o700 });
  return openEmbeddedStore({ file: join(store.dataDirectory, "provider.sqlite"), now });
}

async function signerOf({ bundle, store }: ProviderConfig): Promise<BundleSigner> {
  const earlier = JSON.parse(bundle.earlierKeys) as JWK[];
  if (bundle.signingKey !== undefined) return bundleSigner(JSON.parse(bundle.signingKey) as JWK, earlier);
  mkdirSync(store.dataDirectory, { recursive: true, mode: 0o700 });
  return bundleSigner(await localSigningKey(store.dataDirectory), earlier);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const running = await startProvider(readConfig());
  process.stderr.write(`Log Doctor provider listens on ${running.url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void running.close();
    });
  }
}
