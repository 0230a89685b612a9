import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { PersonRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { meQuery } from "../api/queries.ts";
import { useServices } from "../services.ts";

/** Who is signed in, and the way out. Inside Teams there is none: the client's account counts. */
export function AccountMenu(): ReactNode {
  const { t } = useTranslation();
  const { api, session } = useServices();
  const me = useQuery(meQuery(api));
  const { signOut } = session;
  if (signOut === undefined || me.data === undefined) return null;
  const label = t("shell.signedInAs", { name: me.data.name });
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" icon={<PersonRegular />} aria-label={label} title={label} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void signOut()}>{t("shell.signOut")}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
