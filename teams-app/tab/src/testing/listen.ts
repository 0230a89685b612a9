import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Listening {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves a fetch handler on a free port of the loopback interface. */
export async function listen(handle: (request: Request) => Promise<Response>): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    void readBody(incoming)
      .then(async (body) => await handle(requestOf(incoming, body)))
      .catch((cause: unknown) => new Response(String(cause), { status: 500 }))
      .then(async (response) => {
        // Sockets kept open would outlive the server in the browser's pool.
        outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), connection: "close" });
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function requestOf(incoming: IncomingMessage, body: Buffer): Request {
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  const hasBody = body.length > 0;
  return new Request(`http://${incoming.headers.host ?? "127.0.0.1"}${incoming.url ?? "/"}`, {
    method: incoming.method ?? "GET",
    headers,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
}
