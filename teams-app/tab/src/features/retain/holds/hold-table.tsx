import { Button } from "@fluentui/react-components";
import type { LegalHold } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../preferences.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import { ReleaseHoldDialog } from "./release-hold-dialog.tsx";

interface Props {
  readonly holds: readonly LegalHold[];
  readonly canEdit: boolean;
}

/** Holds, the active ones first. */
export function HoldTable({ holds, canEdit }: Props): ReactNode {
  const { t } = useTranslation();
  const [releasing, setReleasing] = useState<LegalHold>();
  const columns: Column<LegalHold>[] = [
    { key: "reason", header: t("holds.reason"), cell: (hold) => hold.reason },
    {
      key: "tables",
      header: t("holds.tables"),
      cell: ({ tables }) => (tables === "all" ? t("holds.all") : tables.join(", ")),
    },
    { key: "range", header: t("holds.range"), cell: (hold) => <Range hold={hold} /> },
    { key: "placed", header: t("holds.placed"), cell: (hold) => <Placed hold={hold} /> },
    { key: "state", header: t("holds.state"), cell: (hold) => <HoldState hold={hold} /> },
  ];
  const release: Column<LegalHold> = {
    key: "release",
    header: t("holds.release"),
    cell: (hold) => <ReleaseButton hold={hold} onRelease={() => setReleasing(hold)} />,
  };
  const sorted = holds.toSorted((a, b) => Number(a.releasedAt !== undefined) - Number(b.releasedAt !== undefined));
  return (
    <>
      <DataTable
        caption={t("holds.title")}
        captionHidden
        columns={canEdit ? [...columns, release] : columns}
        rows={sorted}
        rowKey={(hold) => hold.id}
      />
      {releasing === undefined ? null : <ReleaseHoldDialog hold={releasing} onClose={() => setReleasing(undefined)} />}
    </>
  );
}

function Range({ hold }: { readonly hold: LegalHold }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const from = hold.from === undefined ? undefined : format.instant(hold.from);
  const to = hold.to === undefined ? undefined : format.instant(hold.to);
  if (from !== undefined && to !== undefined) return t("holds.between", { from, to });
  if (from !== undefined) return t("holds.since", { from });
  return to === undefined ? t("holds.always") : t("holds.until", { to });
}

function Placed({ hold }: { readonly hold: LegalHold }): ReactNode {
  const { t } = useTranslation();
  return t("holds.placedBy", { when: useFormat().instant(hold.createdAt), who: hold.createdBy });
}

function HoldState({ hold }: { readonly hold: LegalHold }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (hold.releasedAt === undefined) return <StatusBadge tone="waiting">{t("holds.active")}</StatusBadge>;
  return <StatusBadge tone="neutral">{t("holds.releasedAt", { when: format.instant(hold.releasedAt) })}</StatusBadge>;
}

function ReleaseButton({ hold, onRelease }: { readonly hold: LegalHold; readonly onRelease: () => void }): ReactNode {
  const { t } = useTranslation();
  if (hold.releasedAt !== undefined) return "–";
  return (
    <Button size="small" aria-label={t("holds.releaseNamed", { reason: hold.reason })} onClick={onRelease}>
      {t("holds.release")}
    </Button>
  );
}
