import type { QueryResult } from "@logdoctor/kql-engine";

export type AnswerOptions = {
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly partialMessage?: string;
  /** Members after `tables`, such as statistics. */
  readonly extra: Record<string, unknown>;
  /** Called once, when the last row was read or the reader went away. */
  readonly done: () => void;
};

/**
 * The answer's JSON, one batch of rows at a time: 100 MB are never held.
 * The first batch is awaited before the stream is returned, so that a failure of the query is still an error answer.
 * Beyond `maxRows` or `maxBytes` the rows end and `error.code` is `PartialError`. logs/api/response-format.md
 */
export async function streamAnswer(result: QueryResult, options: AnswerOptions): Promise<ReadableStream<Uint8Array>> {
  const rows = result.rows()[Symbol.asyncIterator]();
  const first = await rows.next();
  const parts = encode(answerParts({ result, rows, first }, options));
  return new ReadableStream({
    async pull(controller) {
      const next = await parts.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    // A generator that never began does not run its `finally`: a reader that goes at once must still free the rows.
    async cancel() {
      await parts.return(undefined);
      await rows.return?.();
      options.done();
    },
  });
}

type Rows = { result: QueryResult; rows: AsyncIterator<string[]>; first: IteratorResult<string[]> };

async function* answerParts({ result, rows, first }: Rows, options: AnswerOptions): AsyncGenerator<string> {
  try {
    const columns = result.columns.map(({ name, type }) => ({ name, type }));
    yield `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":[`;
    let room = { rows: options.maxRows, bytes: options.maxBytes };
    let cut = false;
    let separator = "";
    for (let next = first; !next.done && !cut; next = cut ? next : await rows.next()) {
      const taken = take(next.value, room);
      if (taken.rows.length > 0) yield separator + taken.rows.join(",");
      if (taken.rows.length > 0) separator = ",";
      cut = taken.rows.length < next.value.length;
      room = taken.room;
    }
    yield `]}]${tail(cut, options)}}`;
  } finally {
    await rows.return?.();
    options.done();
  }
}

function take(batch: readonly string[], room: { rows: number; bytes: number }): { rows: string[]; room: typeof room } {
  const rows: string[] = [];
  let { bytes } = room;
  for (const row of batch) {
    const size = Buffer.byteLength(row);
    if (rows.length >= room.rows || size > bytes) break;
    bytes -= size;
    rows.push(row);
  }
  return { rows, room: { rows: room.rows - rows.length, bytes } };
}

function tail(cut: boolean, options: AnswerOptions): string {
  const message =
    options.partialMessage ?? (cut ? "Query result set has exceeded the internal data size limit" : undefined);
  const error = message === undefined ? {} : { error: partialError(message, options) };
  const members = Object.entries({ ...options.extra, ...error });
  return members.map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`).join("");
}

/** Text and inner code as third-party recordings show them; the documentation gives only `PartialError`. */
function partialError(message: string, { maxRows, maxBytes }: AnswerOptions): object {
  const detail = `${message} (E_QUERY_RESULT_SET_TOO_LARGE; ${maxRows} rows, ${maxBytes} bytes).`;
  return {
    code: "PartialError",
    message: "There were some errors when processing your query.",
    details: [
      {
        code: "EngineError",
        message: "Something went wrong processing your query on the server.",
        innererror: { code: "-2133196797", message: detail, severity: 2, severityName: "Error" },
      },
    ],
  };
}

/** Pieces of at least 64 kB, so that small batches do not become small packets. */
async function* encode(parts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let held = "";
  for await (const part of parts) {
    held += part;
    if (held.length < 65_536) continue;
    yield Buffer.from(held);
    held = "";
  }
  yield Buffer.from(held);
}
