import { fileURLToPath } from "node:url";
import type { ArchiveFilter } from "@logdoctor/agent/archive";
import { TableName, ticksOf } from "@logdoctor/shared-policies";
import { type Command, InvalidArgumentError } from "commander";
import { CliError } from "../cli-error.ts";

/** What the commands of the archive take. */
export interface ArchiveOptions extends ArchiveFilter {
  readonly json?: true;
  readonly accountUrl?: string;
  readonly container: string;
  readonly tenant?: string;
  readonly data: string;
  /** Of `archive query`: the policies whose parts are read, and what `now()` is. */
  readonly policy?: readonly string[];
  readonly now?: bigint;
}

const defaultData = fileURLToPath(new URL("../../../../.logdoctor", import.meta.url));

const where = `
Which archive:
  Without --account-url, the archives that "npm start" made on this machine. Those are read from a copy: they may be in
  use, and the last seconds of a product that is running may be missing.
  With --account-url, a storage account in Azure, as the identity that is signed in (Azure CLI, environment, managed
  identity, ...). It needs the role Storage Blob Data Reader.

Exit code: 0 done; 1 failed, or a fault was found; 2 the command line was not understood.
`;

/** The options are the same for every verb. */
export function addArchiveOptions(command: Command): Command {
  return command
    .option("--json", "one JSON object on standard output")
    .option("--table <name>", "only this table", tableOf)
    .option("--from <time>", "only windows that end after it: 2026-06-01 or 2026-06-01T07:00:00Z, in UTC", instantOf)
    .option("--to <time>", "only windows that begin before it; a day means its first instant", instantOf)
    .option("--account-url <url>", "storage account, such as https://account.blob.core.windows.net", accountUrlOf)
    .option("--container <name>", "container of the archive", containerOf, "archive")
    .option("--tenant <id>", "Entra tenant to sign in to; without --account-url, the company: kr, jp or its tenant id")
    .option("--data <folder>", `what "npm start" keeps (default: .logdoctor in the repository)`)
    .addHelpText("after", where);
}

/** Fills in defaults and checks what concerns two options. Throws CliError. */
export function checkedOptions(given: Omit<ArchiveOptions, "data"> & { data?: string }): ArchiveOptions {
  const { from, to, accountUrl, data } = given;
  if (from !== undefined && to !== undefined && ticksOf(from) >= ticksOf(to)) {
    throw new CliError("usage", `--from ${from} is not before --to ${to}: no window lies between them.`);
  }
  if (accountUrl !== undefined && data !== undefined) {
    throw new CliError("usage", "--data is of this machine and --account-url of Azure: give only one of them.");
  }
  return { ...given, data: data ?? defaultData };
}

function tableOf(text: string): string {
  if (TableName.safeParse(text).success) return text;
  throw new InvalidArgumentError("A table's name has letters, digits and _, such as SecurityEvent.");
}

function instantOf(text: string): string {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  try {
    ticksOf(instant);
    return instant;
  } catch {
    throw new InvalidArgumentError("A time is a day, 2026-06-01, or an instant in UTC, 2026-06-01T07:00:00Z.");
  }
}

function accountUrlOf(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === "https:" && url.search === "" && url.username === "") return text.replace(/\/$/, "");
  throw new InvalidArgumentError("It is the https address of an account, without a key or a signature in it.");
}

function containerOf(text: string): string {
  if (/^[a-z0-9](?:-?[a-z0-9]){2,62}$/.test(text)) return text;
  throw new InvalidArgumentError("A container's name has 3 to 63 lower-case letters, digits and single dashes.");
}
