import type { ArchivedPart, RetainTableOutcome } from "@logdoctor/shared-policies";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import "./archived-parts.css";

/** Each archive file with the rows and the hash that were read back from it; folded away until asked for. */
export function ArchivedParts({ outcome }: { readonly outcome: RetainTableOutcome }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { parts, blobs } = outcome;
  if (parts.length === 0) return null;
  const columns: Column<ArchivedPart>[] = [
    { key: "blob", header: t("runs.blob"), cell: (part) => <span className="ld-mono">{part.blob}</span> },
    { key: "window", header: t("runs.window"), cell: (part) => <WindowText part={part} /> },
    { key: "rows", header: t("runs.rows"), cell: (part) => format.number(part.rows), numeric: true },
    { key: "bytes", header: t("runs.bytes"), cell: (part) => format.bytes(part.bytes), numeric: true },
    { key: "hash", header: t("runs.hash"), cell: (part) => <HashText part={part} /> },
  ];
  return (
    <details className="ld-parts">
      <summary>{t("runs.parts")}</summary>
      {parts.length < blobs ? (
        <p className="ld-muted">
          {t("runs.partsCut", { shown: format.number(parts.length), all: format.number(blobs) })}
        </p>
      ) : null}
      <DataTable caption={t("runs.parts")} captionHidden columns={columns} rows={parts} rowKey={(part) => part.blob} />
    </details>
  );
}

/** Log instants have ticks of 100 ns, so they are shown as they are, not through a clock of milliseconds. */
function WindowText({ part }: { readonly part: ArchivedPart }): ReactNode {
  return (
    <span className="ld-mono">
      {plain(part.window.from)} – {plain(part.window.to)}
    </span>
  );
}

function plain(instant: string): string {
  return instant.replace("T", " ").replace(/\.0+Z$|Z$/, "");
}

function HashText({ part }: { readonly part: ArchivedPart }): ReactNode {
  return (
    <span className="ld-mono">
      {part.contentHash.algorithm}: {part.contentHash.limbs.join(" ")}
    </span>
  );
}
