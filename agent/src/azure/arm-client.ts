import type { TokenCredential } from "@azure/core-auth";
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type Pipeline,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import { WorkspaceError } from "../jobs/retain/ports.ts";

/** An Azure endpoint spoken to in raw JSON through the SDK's own pipeline: its tokens, retries and telemetry. */
export interface RawClient {
  send(request: RawRequest): Promise<PipelineResponse>;
}

export interface RawRequest {
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves a 200 answer's body as a stream. */
  readonly stream?: boolean;
}

/** A raw client that signs with `scope`; it retries throttling and outages as Azure SDK clients do. */
export function rawClient(credential: TokenCredential, scope: string): RawClient {
  const pipeline: Pipeline = createPipelineFromOptions({
    retryOptions: { maxRetries: 3, retryDelayInMs: 500, maxRetryDelayInMs: 30_000 },
    userAgentOptions: { userAgentPrefix: "logdoctor-agent" },
  });
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: scope }), { afterPhase: "Retry" });
  const http: HttpClient = createDefaultHttpClient();
  return {
    send: (request) =>
      pipeline.sendRequest(
        http,
        createPipelineRequest({
          url: request.url,
          method: request.method,
          headers: createHttpHeaders({
            "content-type": "application/json",
            accept: "application/json",
            ...request.headers,
          }),
          timeout: 11 * 60_000,
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
          ...(request.stream === true ? { streamResponseStatusCodes: new Set([200]) } : {}),
        }),
      ),
  };
}

/** The error that an answer stands for. Texts of Azure are passed on; they name resources, not data. */
export function azureError(response: PipelineResponse, text: string | null | undefined): WorkspaceError {
  const message = messageOf(text) ?? `HTTP ${response.status}`;
  return new WorkspaceError(kindOf(response.status), `${response.status} ${message}`.slice(0, 400));
}

function kindOf(status: number): WorkspaceError["kind"] {
  if (status === 429) return "throttled";
  if (status === 504) return "too-large";
  if (status === 401 || status === 403) return "denied";
  if (status === 404) return "missing";
  return status >= 500 ? "unavailable" : "refused";
}

function messageOf(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text === "") return undefined;
  try {
    const { error } = JSON.parse(text) as {
      error?: { code?: string; message?: string; innererror?: { message?: string } };
    };
    return [error?.code, error?.message, error?.innererror?.message].filter(Boolean).join(": ");
  } catch {
    return undefined;
  }
}
