import type { World } from "../world.ts";
import type { FaultEffect } from "./faults.ts";
import type { RequestEntry } from "./request-log.ts";

/** One request on its way through the routes. */
export type Call = {
  readonly world: World;
  readonly request: Request;
  /** `//` collapsed. */
  readonly url: URL;
  /** The whole body; requests are small, answers are not. */
  readonly body: Buffer;
  readonly entry: RequestEntry;
  readonly effect: FaultEffect;
  /** Origin that the caller used, for addresses in answers. */
  readonly origin: string;
};

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
}
