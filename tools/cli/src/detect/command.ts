import { Command } from "commander";
import type { Io } from "../io.ts";
import { replayCommand } from "./replay.ts";

/** `logdoctor detect`: attack patterns on this machine, without Azure. */
export function detectCommand(io: Io): Command {
  return new Command("detect").summary("run attack patterns on this machine").addCommand(replayCommand(io));
}
