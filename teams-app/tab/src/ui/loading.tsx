import { Skeleton, SkeletonItem } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

const widths = ["60%", "90%", "75%"];

/** Grey bars in the place of what is being loaded. */
export function Loading(): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("shell.loading")}>
      <Skeleton aria-hidden="true">
        {widths.map((width) => (
          <SkeletonItem key={width} style={{ width, height: 16, marginBottom: 12 }} />
        ))}
      </Skeleton>
    </div>
  );
}
