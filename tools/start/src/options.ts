import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export interface StartOptions {
  /** Stop when each agent's jobs have finished. */
  readonly once: boolean;
  /** One JSON object on standard output instead of tables. */
  readonly json: boolean;
  /** Undefined when the command line leaves it to the data at hand. */
  readonly scale: number | undefined;
  /** Of the tab and the API; 0 takes a free one. */
  readonly port: number;
  readonly data: string;
}

export type Parsed = { readonly options: StartOptions } | { readonly help: string } | { readonly problem: string };

const defaultPort = 8700;
const defaultData = fileURLToPath(new URL("../../../.logdoctor", import.meta.url));

export const help = `Runs Log Doctor on this machine: a local Azure with sample logs of two companies, the provider, an agent for each
company, and the tab in which a person sees what they do. Both companies come under attack, and the agents find it.

  npm start                     everything, until Ctrl-C
  npm start -- --once           stop when the agents have finished
  npm start -- --once --json    the same, with one JSON object on standard output

Options
  --scale <number>   multiplies the sample logs; 1 is about 27,000 rows a company (default 1)
  --port <number>    of the tab and the API (default ${defaultPort}; the next free one when it is taken)
  --data <folder>    where everything is kept (default .logdoctor in the repository); delete it to begin anew
  --help             this text
`;

/** Reads the command line. A `problem` is for standard error, with exit code 2. */
export function parseOptions(args: readonly string[]): Parsed {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        scale: { type: "string" },
        port: { type: "string", default: String(defaultPort) },
        data: { type: "string", default: defaultData },
      },
    });
    if (values.help) return { help };
    const { once, json } = values;
    return {
      options: { once, json, scale: scaleOf(values.scale), port: portOf(values.port), data: resolve(values.data) },
    };
  } catch (cause) {
    return {
      problem: `${cause instanceof Error ? cause.message : String(cause)}\nnpm start -- --help lists the options.`,
    };
  }
}

function scaleOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const scale = Number(text);
  if (text.trim() === "" || !(scale > 0 && scale <= 1000))
    throw new RangeError(`--scale takes a number above 0, up to 1000, not "${text}".`);
  return scale;
}

function portOf(text: string): number {
  const port = Number(text);
  if (text.trim() === "" || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`--port takes a number from 0 to 65535, not "${text}".`);
  }
  return port;
}
