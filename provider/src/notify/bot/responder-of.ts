import type { Actor } from "@logdoctor/shared-policies";
import type { NotifySettings } from "../notify-settings-store.ts";
import type { Activity } from "./activity.ts";

/** Who clicked, as the token's tenant knows them, if an admin named them; what the card says of people counts nothing. */
export function responderOf({ responders }: Pick<NotifySettings, "responders">, { from }: Activity): Actor | undefined {
  const known = responders.find(({ objectId }) => objectId === from.aadObjectId);
  return known && { kind: "person", id: known.objectId, name: known.name };
}
