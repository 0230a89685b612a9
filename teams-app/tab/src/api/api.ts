import { type AnyEndpoint, type CallInput, type CallResult, type CallTarget, call } from "@logdoctor/shared-policies";
import type { z } from "zod";

/** The provider's API as the signed-in person may call it. */
export interface Api {
  readonly call: <E extends AnyEndpoint>(
    endpoint: E,
    input?: CallInput<E>,
  ) => Promise<CallResult<z.output<E["response"]>>>;
}

/** An API behind a target: address, fetch and token. */
export function createApi(target: CallTarget): Api {
  return { call: (endpoint, input) => call(target, endpoint, input) };
}
