import type { TokenCredential } from "@azure/core-auth";
import { isRestError, type PipelinePolicy, type PipelineResponse } from "@azure/core-rest-pipeline";
import { LogsQueryClient, LogsQueryResultStatus } from "@azure/monitor-query-logs";
import { z } from "zod";
import { QueryBodyError } from "../archive/split-rows.ts";
import type { Clock } from "../deps.ts";
import { WorkspaceError } from "../jobs/retain/ports.ts";
import { azureError, type RawClient, type RawRequest } from "./arm-client.ts";
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
  /** Rows by column name as the API writes them: times and dynamic values are texts. Throws for a partial answer. */
  rows(kql: string): Promise<Record<string, unknown>[]>;
  /** The raw answer of a query, streamed. */
  stream(kql: string): Promise<AsyncIterable<Uint8Array>>;
}

/** A tenth under the API's 200 requests in 30 seconds per identity: retries count too. */
const queryRate = { calls: 180, perMs: 30_000 };
/** How the agent's own queries are called in the workspace's query audit (`RequestClientApp`). */
export const agentApp = "logdoctor-agent";
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
    additionalPolicies: [
      { policy: noContentIsEmpty, position: "perRetry" },
      { policy: namesItself, position: "perCall" },
    ],
    retryOptions: { maxRetries: 3, retryDelayInMs: 500, maxRetryDelayInMs: 30_000 },
  });
  const turn = pacer(options.clock, queryRate);
  const request = (kql: string): RawRequest => ({
    method: "POST",
    url: `${options.endpoint}/workspaces/${options.workspaceId}/query`,
    body: { query: kql },
    headers: { prefer: `wait=${serverTimeoutInSeconds}`, "x-ms-app": agentApp },
  });
  return {
    async query(kql) {
      await turn();
      return textRows(client, options.workspaceId, kql);
    },
    async rows(kql) {
      await turn();
      const response = await raw.send(request(kql));
      if (response.status === 204) return [];
      if (response.status !== 200) throw azureError(response, response.bodyAsText);
      return rowsOf(response.bodyAsText ?? "");
    },
    async stream(kql) {
      await turn();
      const response = await raw.send({ ...request(kql), stream: true });
      if (response.status === 204) return emptyAnswer();
      if (response.status !== 200 || response.readableStreamBody === undefined) {
        throw azureError(response, response.bodyAsText);
      }
      return chunksOf(response.readableStreamBody);
    },
  };
}

const Answer = z.object({
  tables: z.array(z.object({ columns: z.array(z.object({ name: z.string() })), rows: z.array(z.array(z.unknown())) })),
  error: z.object({ message: z.string().optional() }).optional(),
});

function rowsOf(text: string): Record<string, unknown>[] {
  const answer = Answer.safeParse(jsonOf(text));
  if (!answer.success) throw new WorkspaceError("unavailable", "The answer is not that of a query");
  const { tables, error } = answer.data;
  if (error !== undefined) {
    throw new WorkspaceError("too-large", `The result is partial: ${error.message ?? "no reason given"}`.slice(0, 400));
  }
  const [table] = tables;
  if (table === undefined) return [];
  const names = table.columns.map(({ name }) => name);
  return table.rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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

const namesItself: PipelinePolicy = {
  name: "logdoctorNamesItself",
  sendRequest(request, next) {
    request.headers.set("x-ms-app", agentApp);
    return next(request);
  },
};
