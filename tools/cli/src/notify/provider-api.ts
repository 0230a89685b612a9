import type { CallTarget } from "@logdoctor/shared-policies";
import { type Command, InvalidArgumentError } from "commander";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";

/** What every command takes that calls the provider. */
export interface ProviderOptions {
  readonly json?: true;
  readonly provider?: string;
  readonly tokenStdin?: true;
}

const [urlVariable, tokenVariable] = ["LOGDOCTOR_PROVIDER_URL", "LOGDOCTOR_TOKEN"];
const timeoutMs = 60_000;

const who = `
Who is asking:
  An access token of a person for the provider's API, from standard input or the variable ${tokenVariable}; never from the
  command line, which others on the machine can read. With the Azure CLI:
    az account get-access-token --scope api://<application id>/access_as_user --query accessToken --output tsv

Exit code: 0 done; 1 failed, or a fault was found; 2 the command line was not understood.
`;

export function addProviderOptions(command: Command): Command {
  return command
    .option("--provider <url>", `address of the provider (default: the variable ${urlVariable})`, providerOf)
    .option("--token-stdin", "read the access token from standard input")
    .option("--json", "one JSON object on standard output")
    .addHelpText("after", who);
}

/** The provider's API as the person calls it whose token was given. @throws CliError without an address or a token. */
export async function openProvider(options: ProviderOptions, io: Io): Promise<CallTarget> {
  const baseUrl = options.provider ?? addressOf(io);
  const given = options.tokenStdin === true ? await io.stdin?.() : io.env?.(tokenVariable);
  const token = given?.trim() ?? "";
  if (!/^[\w.~+/=-]+$/.test(token)) {
    throw new CliError("usage", `Give an access token: --token-stdin, or the variable ${tokenVariable}.`);
  }
  return {
    baseUrl,
    fetch: (request) =>
      (io.fetch ?? fetch)(request).catch((error: unknown) => {
        throw new CliError(
          "failed",
          `The provider cannot be reached: ${error instanceof Error ? error.message : error}.`,
        );
      }),
    token: async () => token,
    signal: () => AbortSignal.timeout(timeoutMs),
  };
}

function addressOf(io: Io): string {
  const text = io.env?.(urlVariable);
  if (text === undefined) throw new CliError("usage", `Say where the provider is: --provider, or ${urlVariable}.`);
  try {
    return providerOf(text);
  } catch (error) {
    throw new CliError("usage", `${urlVariable}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The token goes there: over TLS, or to this machine. */
function providerOf(text: string): string {
  const url = URL.parse(text);
  const safe = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.has(url.hostname));
  if (url === null || !safe || url.search !== "" || url.username !== "")
    throw new InvalidArgumentError("It is an https address, or one of this machine.");
  return text.replace(/\/$/, "");
}
