import { Field, Textarea } from "@fluentui/react-components";
import { approveLoss, type Watcher } from "@logdoctor/shared-policies";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilterRuleDetail } from "../../../../api/filter-queries.ts";
import { useFormat } from "../../../../preferences.ts";
import { useApi } from "../../../../services.ts";
import { useAnnounce } from "../../../../ui/announcer.tsx";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { useRuleChange } from "../use-rule-change.ts";
import { ApproveConflict } from "./approve-conflict.tsx";

interface Props {
  readonly rule: FilterRuleDetail;
  readonly watcher: Watcher;
  readonly onClose: () => void;
}

const shortest = 3;

/** Takes a person's word that they can live without what a watcher would lose. */
export function ApproveDialog({ rule, watcher, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const newest = rule.certificate?.fingerprint ?? "";
  const [fingerprint, setFingerprint] = useState(newest);
  const [sent, setSent] = useState<{ etag: string; fingerprint: string }>();
  const reason = text.trim();
  const body = { watcherId: watcher.id, reason, fingerprint };
  const change = useRuleChange(
    async () => await api.call(approveLoss, { params: { id: rule.id }, body, ifMatch: rule.etag }),
    () => {
      announce(t("filterRule.certificate.approvedNow", { name: watcher.id }));
      onClose();
    },
  );
  // The page takes a newer certificate by itself: it is approved only after the person was told.
  if (change.conflict && fingerprint !== newest) setFingerprint(newest);
  const short = reason.length < shortest;
  const confirm = (): void => {
    setTried(true);
    if (short || change.busy) return;
    setSent({ etag: rule.etag, fingerprint });
    change.send();
  };
  return (
    <ConfirmDialog
      title={t("filterRule.certificate.approveTitle")}
      confirm={t("filterRule.certificate.approve")}
      busy={change.busy}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {change.conflict ? <ApproveConflict rule={rule} sent={sent} /> : null}
      <Loss watcher={watcher} />
      <Field
        label={t("filterRule.reason")}
        required
        {...(tried && short ? { validationMessage: t("filterRule.reasonShort") } : {})}
      >
        <Textarea value={text} maxLength={500} onChange={(_, { value }) => setText(value)} />
      </Field>
    </ConfirmDialog>
  );
}

function Loss({ watcher: { id, lost, verdict, detail } }: { readonly watcher: Watcher }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const loses = { name: id, n: format.number(lost) };
  return (
    <>
      <p style={{ overflowWrap: "anywhere" }}>
        {t(verdict === "lost" ? "filterRule.certificate.loses" : "filterRule.certificate.mayLose", loses)}
      </p>
      <p lang="en">{detail}</p>
    </>
  );
}
