import {
  decideException as decideEndpoint,
  listExceptions as listEndpoint,
  proposeException as proposeEndpoint,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { decideException } from "./decide-exception.ts";
import { listExceptions } from "./list-exceptions.ts";
import { proposeException } from "./propose-exception.ts";

export function exceptionRoutes(on: Mountable): void {
  mount(on, proposeEndpoint, proposeException);
  mount(on, listEndpoint, listExceptions);
  mount(on, decideEndpoint, decideException);
}
