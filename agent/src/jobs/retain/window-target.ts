import type { ArchiveManifest, ArchiveWindow } from "@logdoctor/shared-policies";
import type { Unit } from "./context.ts";

/** A window could not be proven archived; its rows stay where they are. */
export class NotProven extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotProven";
  }
}

/** A window and what the archive already holds of its time range. */
export interface Target {
  readonly window: ArchiveWindow;
  readonly parts: readonly ArchiveManifest[];
}

export function sameColumns(unit: Unit, parts: readonly ArchiveManifest[]): boolean {
  const wanted = signature(unit.selection.columns);
  return parts.every((part) => signature(part.columns) === wanted);
}

/** Names and types of columns in order, as one text. */
export function signature(columns: readonly { name: string; type: string }[]): string {
  return columns.map((column) => `${column.name}:${column.type}`).join();
}
