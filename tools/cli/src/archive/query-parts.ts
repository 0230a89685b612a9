import { isWanted, readArchive } from "@logdoctor/agent/archive";
import type { ColumnType } from "@logdoctor/kql-engine";
import { type ArchiveManifest, ticksOf } from "@logdoctor/shared-policies";
import { CliError } from "../cli-error.ts";
import type { ArchiveOptions } from "./options.ts";
import type { ArchiveSource } from "./sources.ts";

/** What one query reads. */
export interface ChosenParts {
  readonly table: string;
  readonly source: ArchiveSource;
  readonly manifests: readonly ArchiveManifest[];
  /** Of all parts together: a column that a table gained later is null, or an empty string, in those before. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Length of all files. */
  readonly bytes: number;
}

/** The parts of one table that a query reads, by their manifests. Throws CliError where an answer could be wrong. */
export async function chooseParts(archives: readonly ArchiveSource[], options: ArchiveOptions): Promise<ChosenParts> {
  const { table } = options;
  if (table === undefined) throw new CliError("usage", "Name the table that the query reads with --table.");
  const found: { source: ArchiveSource; manifests: ArchiveManifest[] }[] = [];
  for (const source of archives) {
    const { manifests, broken } = await readArchive(source.blobs, options);
    const [first] = broken;
    if (first !== undefined)
      throw new CliError("failed", `${source.account}: ${first.blob}: ${first.detail}\nIts rows would be missing.`);
    const wanted = manifests.map(({ manifest }) => manifest).filter((one) => isChosen(one, options));
    if (wanted.length > 0) found.push({ source, manifests: wanted });
  }
  const [only, second] = found;
  if (only === undefined)
    throw new CliError("failed", `Nothing of ${table} is archived there: see "logdoctor archive ls".`);
  if (second !== undefined) {
    const accounts = found.map(({ source }) => source.account).join(", ");
    throw new CliError("usage", `${table} is archived in ${accounts}: choose a company with --tenant.`);
  }
  checkPolicies(only.manifests, options);
  const bytes = only.manifests.reduce((sum, { blob }) => sum + blob.length, 0);
  return { ...only, table, columns: columnsOf(only.manifests), bytes };
}

function isChosen(manifest: ArchiveManifest, options: ArchiveOptions): boolean {
  return isWanted(manifest.window, options) && (options.policy?.includes(manifest.policyId) ?? true);
}

/** Two policies archive a row that both select twice, and do not know of each other. */
function checkPolicies(manifests: readonly ArchiveManifest[], { policy }: ArchiveOptions): void {
  if (policy !== undefined) return;
  const ordered = manifests.toSorted((a, b) => (ticksOf(a.window.from) < ticksOf(b.window.from) ? -1 : 1));
  for (const [i, one] of ordered.entries()) {
    const other = ordered
      .slice(i + 1)
      .find(({ policyId, window }) => policyId !== one.policyId && ticksOf(window.from) < ticksOf(one.window.to));
    if (other === undefined) continue;
    const policies = [...new Set(manifests.map(({ policyId }) => policyId))].join(" ");
    throw new CliError(
      "usage",
      `The policies ${one.policyId} and ${other.policyId} archived the same hours, so a row may be there twice.\nName those whose rows are meant: --policy ${policies}`,
    );
  }
}

function columnsOf(manifests: readonly ArchiveManifest[]): Record<string, ColumnType> {
  const columns: Record<string, ColumnType> = {};
  for (const { columns: own, blob } of manifests)
    for (const { name, type } of own) {
      if (columns[name] !== undefined && columns[name] !== type)
        throw new CliError(
          "failed",
          `${name} is ${type} in ${blob.name} and ${columns[name]} in others: narrow --from and --to.`,
        );
      columns[name] = type;
    }
  return columns;
}
