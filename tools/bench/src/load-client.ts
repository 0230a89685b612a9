import { connect } from "node:net";

/** A load for one server: each connection sends its request again and again, one at a time, until the count is reached. */
export interface Load {
  readonly port: number;
  readonly requests: number;
  /** One whole HTTP request per connection. */
  readonly connections: readonly string[];
  /** Every answer must contain it. */
  readonly expected: string;
}

export interface LoadFigures {
  readonly requestsPerSecond: number;
  readonly p50ms: number;
  readonly p99ms: number;
}

// Plain sockets: a client that is dearer than the server would hide what the server costs.
async function run(load: Load): Promise<LoadFigures> {
  const times: number[] = [];
  const budget = { left: load.requests };
  const startedAt = performance.now();
  await Promise.all(load.connections.map((request) => drive(load, request, { times, budget })));
  const seconds = (performance.now() - startedAt) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { requestsPerSecond: times.length / seconds, p50ms: at(0.5), p99ms: at(0.99) };
}

interface Tally {
  readonly times: number[];
  readonly budget: { left: number };
}

function drive(load: Load, request: string, { times, budget }: Tally): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(load.port, "127.0.0.1").setNoDelay();
    let received = "";
    let sentAt = 0;
    const send = (): void => {
      if (budget.left-- <= 0) {
        socket.end();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding("latin1").once("error", reject).once("connect", send);
    socket.on("data", (chunk: string) => {
      received += chunk;
      if (!isWhole(received)) return;
      if (!received.includes(load.expected)) reject(new Error(`Unexpected answer: ${received.slice(0, 1000)}`));
      times.push(performance.now() - sentAt);
      received = "";
      send();
    });
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end));
  return length?.[1] !== undefined && text.length >= end + 4 + Number(length[1]);
}

process.on("message", (load: Load) => {
  run(load).then(
    (figures) => process.send?.(figures),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
