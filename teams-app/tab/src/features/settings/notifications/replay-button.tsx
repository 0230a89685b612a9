import { Button } from "@fluentui/react-components";
import { type Notification, ProblemError, replayNotification } from "@logdoctor/shared-policies";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { notifyKeys } from "../../../api/notify-queries.ts";
import { useApi } from "../../../services.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { ProblemPanel } from "../../../ui/problem-panel.tsx";
import { aboutText, subjectOf } from "./about-text.ts";

/** Puts a notification back into the outbox. One that someone else put back meanwhile is shown as it is now. */
export function ReplayButton({ notification }: { readonly notification: Notification }): ReactNode {
  const { t } = useTranslation();
  const { id } = notification;
  const api = useApi();
  const client = useQueryClient();
  const announce = useAnnounce();
  const replay = useMutation({
    mutationFn: async () => await api.call(replayNotification, { params: { id } }),
    onSuccess: () => announce(t("notify.sent.replayed")),
    onError: (error) => {
      if (isSettled(error)) announce(t("notify.sent.notDead"));
    },
    onSettled: async () => await client.invalidateQueries({ queryKey: notifyKeys.sent }),
  });
  const name = t("notify.sent.replayNamed", { about: aboutText(notification, t), id: subjectOf(notification) });
  return (
    <>
      <Button size="small" aria-label={name} disabledFocusable={replay.isPending} onClick={() => replay.mutate()}>
        {t("notify.sent.replay")}
      </Button>
      {replay.error === null || isSettled(replay.error) ? null : <ProblemPanel error={replay.error} />}
    </>
  );
}

function isSettled(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "conflict";
}
