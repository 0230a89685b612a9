import { ArchiveManifest } from "@logdoctor/shared-policies";
import type { EncodedPart } from "../../archive/codec.ts";
import { manifestName } from "../../archive/names.ts";
import { sha256 } from "../../archive/sha256.ts";
import type { Stored } from "./archive-file.ts";
import { dayOf, manifestsOfDay, readManifests } from "./archive-index.ts";
import type { RetainContext, Unit } from "./context.ts";
import type { Target } from "./window-target.ts";

interface CommitTarget extends Target {
  readonly stored: Stored;
  readonly encoded: EncodedPart;
  readonly query: string;
  readonly sourceBytes: number;
}

/** Commits one after another: each manifest's number follows from those that stand already. */
export async function commit(context: RetainContext, unit: Unit, target: CommitTarget): Promise<string | undefined> {
  const done = unit.committing.then(() => commitNext(context, unit, target));
  unit.committing = done.then(
    () => undefined,
    () => undefined,
  );
  return done;
}

/** Writes the manifest: the moment at which the rows count as archived. Returns why not, if another instance was first. */
async function commitNext(context: RetainContext, unit: Unit, target: CommitTarget): Promise<string | undefined> {
  const day = dayOf(target.window.from);
  const of = { table: unit.facts.table, policyId: unit.policy.id };
  const sequence = manifestsOfDay(unit.manifests, day).length + 1;
  const manifest = manifestOf(context, unit, { ...target, sequence });
  const bytes = Buffer.from(JSON.stringify(manifest));
  const outcome = await context.archive.create(manifestName({ ...of, day, sequence }), bytes);
  if (outcome === "created") unit.manifests.push(manifest);
  else {
    const fresh = await readManifests(context.archive, of, [day]);
    const others = unit.manifests.filter((known) => dayOf(known.window.from) !== day);
    unit.manifests.splice(0, unit.manifests.length, ...others, ...fresh);
    const ours = fresh.some((known) => known.blob.name === manifest.blob.name);
    if (!ours) return "another instance archived rows of this day at the same time";
  }
  if (target.parts.length > 0) context.journal.unit(unit.key).late += manifest.rows;
  return undefined;
}

function manifestOf(context: RetainContext, unit: Unit, target: CommitTarget & { sequence: number }): ArchiveManifest {
  const { stored, window } = target;
  return ArchiveManifest.parse({
    formatVersion: 1,
    tenantId: context.tenantId,
    workspaceId: context.workspaceId,
    policyId: unit.policy.id,
    policyPredicate: unit.policy.predicate ?? "",
    retentionClass: unit.policy.retentionClass,
    table: unit.facts.table,
    window,
    part: target.sequence,
    rows: stored.proof.rows,
    minTime: stored.proof.minTime,
    maxTime: stored.proof.maxTime,
    sourceBytes: target.parts.length === 0 ? target.sourceBytes : 0,
    contentHash: stored.proof.hash,
    columns: target.encoded.columns,
    query: { text: target.query, sha256: sha256(Buffer.from(target.query)) },
    blob: { name: stored.name, etag: stored.etag, sha256: sha256(stored.bytes), length: stored.bytes.length },
    keepUntil: keepUntil(window.to, unit.policy.archiveRetentionDays),
    runId: context.lease.runId,
    fence: context.lease.fence,
    verifiedAt: context.clock.now().toISOString(),
  });
}

function keepUntil(to: string, days: number): string {
  return new Date(Date.parse(`${to.slice(0, 19)}Z`) + days * 86_400_000).toISOString();
}
