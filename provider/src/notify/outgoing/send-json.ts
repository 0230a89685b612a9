import { DeliveryError, type Trouble } from "../delivery-error.ts";
import type { Send } from "../notify-deps.ts";

export const requestTimeoutMs = 10_000;
const longestRetryAfterMs = 3_600_000;
const maxAnswer = 64 * 1024;

export interface Sending {
  readonly method: "POST" | "PUT";
  readonly url: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What an answer that is no success means. */
  readonly trouble: (status: number, text: string) => Trouble;
  readonly now: () => Date;
}

/**
 * Sends JSON and gives the answer's text. Redirects are not followed: they would lead past the list of hosts.
 * @throws DeliveryError that never holds the address, which may be a secret.
 */
export async function sendJson(send: Send, { method, url, body, headers, trouble, now }: Sending): Promise<string> {
  const request = new Request(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    redirect: "manual",
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  let response: Response;
  let text: string;
  try {
    response = await send(request);
    text = (await response.text()).slice(0, maxAnswer);
  } catch (cause) {
    throw new DeliveryError("retry", "The channel could not be reached.", { cause });
  }
  if (response.ok) return text;
  const retryAfterMs = retryAfterOf(response.headers.get("retry-after"), now());
  const code = /"code"\s*:\s*"(\w{1,60})"/.exec(text)?.[1];
  const said = code === undefined ? "" : ` ${code}`;
  throw new DeliveryError(trouble(response.status, text), `HTTP ${response.status}${said}`, { retryAfterMs });
}

// Seconds, or a date.
function retryAfterOf(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, longestRetryAfterMs) : undefined;
}
