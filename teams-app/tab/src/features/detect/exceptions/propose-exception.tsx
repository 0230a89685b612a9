import { Button } from "@fluentui/react-components";
import type { StoredIncident } from "@logdoctor/shared-policies";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { incidentContextQuery } from "../../../api/detect-queries.ts";
import { useApi } from "../../../services.ts";
import { ProposeDialog } from "./propose-dialog.tsx";

/** Opens the proposal of an exception, with the tests that the provider suggests for the incident. */
export function ProposeException({ incident }: { readonly incident: StoredIncident }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const query = useQuery(incidentContextQuery(useApi(), incident.id));
  return (
    <>
      <Button disabledFocusable={query.isPending} onClick={() => setOpen(!query.isPending)}>
        {t("exceptions.propose.open")}
      </Button>
      {open ? (
        <ProposeDialog
          incident={incident}
          suggested={query.data?.suggestedException?.tests}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
