import type { TokenCredential } from "@azure/core-auth";
import { isRestError, type PipelinePolicy, type PipelineResponse } from "@azure/core-rest-pipeline";
import { LogsQueryClient, LogsQueryResultStatus } from "@azure/monitor-query-logs";
import { QueryBodyError } from "../archive/split-rows.ts";
import type { Clock } from "../deps.ts";
import { WorkspaceError } from "../jobs/retain/ports.ts";
import { azureError, type RawClient } from "./arm-client.ts";
import { pacer } from "./pacer.ts";

export interface LogsOptions {
  readonly clock: Clock;
  readonly endpoint: string;
  readonly scope: string;
  readonly workspaceId: string;
}

/** Small results, every cell as text: queries print numbers and times with tostring(), which JSON cannot round. */
export type TextRows = readonly Readonly<Record<string, string>>[];

export interface LogsClient {
  query(kql: string): Promise<TextRows>;
  /** The raw answer of a query, streamed. */
  stream(kql: string): Promise<AsyncIterable<Uint8Array>>;
}

/** A tenth under the API's 200 requests in 30 seconds per identity: retries count too. */
const queryRate = { calls: 180, perMs: 30_000 };
/** The SDK demands a time span; the queries carry their own. */
const always = { startTime: new Date("1900-01-01T00:00:00Z"), endTime: new Date("2200-01-01T00:00:00Z") };
/** The API's own maximum run time, in seconds. */
const serverTimeoutInSeconds = 600;

/**
 * Small queries go through the SDK's LogsQueryClient; rows to archive go through the same pipeline raw, because the
 * client holds the whole answer in memory and rounds longs and times.
 */
export function logsClient(credential: TokenCredential, raw: RawClient, options: LogsOptions): LogsClient {
  const client = new LogsQueryClient(credential, {
    endpoint: options.endpoint,
    credentials: { scopes: [options.scope] },
    additionalPolicies: [{ policy: noContentIsEmpty, position: "perRetry" }],
    retryOptions: { maxRetries: 3, retryDelayInMs: 500, maxRetryDelayInMs: 30_000 },
  });
  const turn = pacer(options.clock, queryRate);
  return {
    async query(kql) {
      await turn();
      return textRows(client, options.workspaceId, kql);
    },
    async stream(kql) {
      await turn();
      const response = await raw.send({
        method: "POST",
        url: `${options.endpoint}/workspaces/${options.workspaceId}/query`,
        body: { query: kql },
        headers: { prefer: `wait=${serverTimeoutInSeconds}` },
        stream: true,
      });
      if (response.status === 204) return emptyAnswer();
      if (response.status !== 200 || response.readableStreamBody === undefined) {
        throw azureError(response, response.bodyAsText);
      }
      return chunksOf(response.readableStreamBody);
    },
  };
}

async function* emptyAnswer(): AsyncIterable<Uint8Array> {
  yield Buffer.from('{"tables":[{"name":"PrimaryResult","columns":[],"rows":[]}]}');
}

/** A broken connection in the middle of an answer is a torn answer, to be asked for again. */
async function* chunksOf(stream: NodeJS.ReadableStream): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
  } catch (error) {
    throw new QueryBodyError("torn", error instanceof Error ? error.message : String(error));
  }
}

async function textRows(client: LogsQueryClient, workspaceId: string, kql: string): Promise<TextRows> {
  const result = await client
    .queryWorkspace(workspaceId, kql, always, { serverTimeoutInSeconds })
    .catch((error: unknown) => {
      throw asWorkspaceError(error);
    });
  if (result.status !== LogsQueryResultStatus.Success) {
    throw new WorkspaceError("too-large", `The result is partial: ${result.partialError.message}`);
  }
  const table = result.tables[0];
  if (table === undefined) return [];
  const names = table.columnDescriptors.map((column) => column.name ?? "");
  return table.rows.map((row) => Object.fromEntries(names.map((name, i) => [name, textOf(row[i])])));
}

function textOf(cell: unknown): string {
  return cell === null || cell === undefined ? "" : String(cell);
}

function asWorkspaceError(error: unknown): unknown {
  if (!isRestError(error) || error.response === undefined) {
    return isRestError(error) ? new WorkspaceError("unavailable", error.message) : error;
  }
  return azureError(error.response, error.response.bodyAsText);
}

/** A workspace without any data answers 204, on which version 1.0.0 of the SDK fails with a TypeError. */
const noContentIsEmpty: PipelinePolicy = {
  name: "logdoctorNoContentIsEmpty",
  async sendRequest(request, next): Promise<PipelineResponse> {
    const response = await next(request);
    return response.status === 204 ? { ...response, status: 200, bodyAsText: '{"tables":[]}' } : response;
  },
};
