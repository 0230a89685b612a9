import { createServer } from "node:net";

const tries = 20;

/**
 * The first port from `wanted` on that nothing listens to on 127.0.0.1; with 0 any free one. Throws RangeError when
 * twenty in a row are taken.
 */
export async function freePort(wanted: number): Promise<number> {
  if (wanted === 0) return (await listenOnce(0)) ?? 0;
  for (let port = wanted; port < Math.min(wanted + tries, 65_536); port++) {
    if ((await listenOnce(port)) !== undefined) return port;
  }
  throw new RangeError(`Ports ${wanted} to ${wanted + tries - 1} are all taken. Choose another with --port.`);
}

/** The port that could be listened to, or undefined when it is taken. */
function listenOnce(wanted: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code === "EADDRINUSE" || cause.code === "EACCES") resolve(undefined);
      else reject(cause);
    });
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}
