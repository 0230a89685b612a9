import { listLegalHolds, placeLegalHold, releaseLegalHold } from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { listHolds } from "./list-holds.ts";
import { placeHold } from "./place-hold.ts";
import { releaseHold } from "./release-hold.ts";

export function holdRoutes(on: Mountable): void {
  mount(on, listLegalHolds, listHolds);
  mount(on, placeLegalHold, placeHold);
  mount(on, releaseLegalHold, releaseHold);
}
