import { createServer } from "node:net";

const tries = 20;

/**
 * The first port from `wanted` on that nothing listens to on 127.0.0.1, or 0 when `wanted` is 0 (the system chooses).
 * Throws RangeError when twenty in a row are taken.
 */
export async function freePort(wanted: number): Promise<number> {
  if (wanted === 0) return 0;
  for (let port = wanted; port < Math.min(wanted + tries, 65_536); port++) {
    if (await isFree(port)) return port;
  }
  throw new RangeError(`Ports ${wanted} to ${wanted + tries - 1} are all taken. Choose another with --port.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code === "EADDRINUSE" || cause.code === "EACCES") resolve(false);
      else reject(cause);
    });
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
