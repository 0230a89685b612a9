import type { Actor } from "@logdoctor/shared-policies";
import type { Principal } from "../context.ts";

/** Who acts, as histories name them. */
export function personOf({ objectId, name }: Principal): Actor {
  return { kind: "person", id: objectId, name: name.slice(0, 200) };
}
