import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request that changes something: a blob, or what Azure Resource Manager is told to do. */
export interface Write {
  /** Counted from 1. */
  readonly number: number;
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
}

export interface WriteProxy {
  readonly url: string;
  close(): Promise<void>;
}

export interface ProxyOptions {
  readonly tls: { readonly cert: string; readonly key: string };
  readonly azureUrl: string;
  readonly blobUrl: string;
  /** Called before a write is passed on; the write is dropped, unanswered, when it resolves to false. */
  readonly before: (write: Write) => Promise<boolean>;
  /** Called when a write has taken effect, before its answer is passed back. */
  readonly after: (write: Write) => Promise<void>;
}

/** Stands between an agent and its storage and resource manager, on one HTTPS port, and sees each write twice. */
export async function startWriteProxy(options: ProxyOptions): Promise<WriteProxy> {
  let writes = 0;
  const server = createServer(options.tls, (from, to) => {
    const isWrite = from.method !== "GET" && from.method !== "HEAD" && !/\/query$/.test(pathOf(from));
    if (isWrite) writes += 1;
    const write = isWrite ? { number: writes, method: from.method ?? "", path: pathOf(from) } : undefined;
    pass(options, { from, to, write }).catch(() => to.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface Exchange {
  readonly from: IncomingMessage;
  readonly to: ServerResponse;
  readonly write: Write | undefined;
}

async function pass(options: ProxyOptions, { from, to, write }: Exchange): Promise<void> {
  const body = await buffer(from);
  if (write !== undefined && !(await options.before(write))) {
    to.destroy();
    return;
  }
  const { pathname } = new URL(from.url ?? "/", "https://127.0.0.1");
  const target = /^\/(subscriptions|v1)\//i.test(pathname) ? options.azureUrl : options.blobUrl;
  const headers = { ...from.headers, host: new URL(target).host };
  const asked = request(`${target}${from.url}`, { method: from.method ?? "GET", headers });
  asked.end(body);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const content = await buffer(answer);
  if (write !== undefined) await options.after(write);
  to.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
}

function pathOf({ url }: IncomingMessage): string {
  return decodeURIComponent(new URL(url ?? "/", "https://127.0.0.1").pathname);
}
