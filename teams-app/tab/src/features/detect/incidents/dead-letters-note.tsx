import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { deadCountQuery } from "../../../api/notify-queries.ts";
import { useApi } from "../../../services.ts";

/** Says beside the incidents that people may not know of some; nothing where all were told. */
export function DeadLettersNote(): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(deadCountQuery(useApi()));
  if (data === undefined || data.count === 0) return null;
  const { count, more } = data;
  return (
    <MessageBar intent="warning" layout="multiline" style={{ marginBottom: 16 }}>
      <MessageBarBody>
        <MessageBarTitle>
          {more ? t("notify.dead.titleMany", { count }) : t("notify.dead.title", { count })}
        </MessageBarTitle>
        <p style={{ margin: "4px 0" }}>{t("notify.dead.body")}</p>
        <Link to="/settings/notifications" className="ld-link">
          {t("notify.dead.look")}
        </Link>
      </MessageBarBody>
    </MessageBar>
  );
}
