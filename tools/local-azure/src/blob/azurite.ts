import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { request } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { CertificateFiles } from "../certificates.ts";

const START_MS = 30_000;
const STOP_MS = 10_000;

/**
 * The channel to this process closes however this process ends, by SIGKILL too; Azurite then gets the SIGTERM on which it saves its index.
 */
const END_WITH_PARENT = [
  "--import",
  `data:text/javascript,${encodeURIComponent('process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));')}`,
];

export type AzuriteOptions = {
  /** Where the blobs are kept. */
  readonly dir: string;
  readonly certFiles: Pick<CertificateFiles, "certFile" | "keyFile" | "caPem">;
  /** 0 (default) takes a free one. */
  readonly port?: number;
  /** Storage account names, such as one per tenant. */
  readonly accounts: readonly string[];
};

export type Azurite = {
  readonly port: number;
  /** `https://127.0.0.1:port/<account>`, what a blob client is given. */
  url(account: string): string;
  stop(): Promise<void>;
};

/**
 * Starts Azurite's blob service over HTTPS with OAuth and waits until it answers. It checks a token's issuer, audience and expiry, but neither its
 * signature nor any role. It ends with `stop()`, or when this process ends in whatever way. Throws if it ends early or is not ready in 30 seconds.
 */
export async function startAzurite(options: AzuriteOptions): Promise<Azurite> {
  await mkdir(options.dir, { recursive: true });
  const port = options.port || (await freePort());
  const child = spawn(process.execPath, [...END_WITH_PARENT, azuriteMain(), ...commandLine(options, port)], {
    env: { ...pathOnly(), AZURITE_ACCOUNTS: options.accounts.map((name) => `${name}:${unusedKey()}`).join(";") },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const errors: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk.toString("utf8")));
  try {
    await untilReady(child, { port, ca: options.certFiles.caPem, account: options.accounts[0] ?? "" }, errors);
  } catch (cause) {
    child.kill("SIGKILL");
    throw cause;
  }
  return {
    port,
    url: (account) => `https://127.0.0.1:${port}/${account}`,
    stop: () => stopChild(child),
  };
}

function azuriteMain(): string {
  return fileURLToPath(import.meta.resolve("azurite/dist/src/blob/main.js"));
}

function commandLine({ dir, certFiles }: AzuriteOptions, port: number): string[] {
  const network = [
    "--blobHost",
    "127.0.0.1",
    "--blobPort",
    String(port),
    "--cert",
    certFiles.certFile,
    "--key",
    certFiles.keyFile,
  ];
  return [...network, "--location", dir, "--oauth", "basic", "--skipApiVersionCheck", "--silent", "--disableTelemetry"];
}

/** Azurite asks for a key for each account; with OAuth nobody uses it. */
function unusedKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(64))).toString("base64");
}

/** The child gets nothing of this process's environment: least of all connection settings of a real account. */
function pathOnly(): Record<string, string> {
  return { NODE_ENV: "production" };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

type Target = { port: number; ca: string; account: string };

async function untilReady(child: ChildProcess, target: Target, errors: string[]): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`Azurite ended with code ${child.exitCode}: ${errors.join("").trim()}`);
    if (await answers(target)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Azurite did not answer in ${START_MS} ms: ${errors.join("").trim()}`);
}

/** Any HTTP answer will do, also a refusal. */
function answers({ port, ca, account }: Target): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(
      { host: "127.0.0.1", port, ca, path: `/${account}?comp=list`, timeout: 2_000, agent: false },
      (response) => {
        response.resume();
        resolve(true);
      },
    );
    asked.on("error", () => resolve(false));
    asked.on("timeout", () => asked.destroy());
    asked.end();
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(timer);
}
