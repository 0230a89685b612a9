import { Command } from "commander";
import type { Io } from "../io.ts";
import { runCommand } from "./run.ts";
import { templatesCommand } from "./templates.ts";

/** `logdoctor prevent`: what logs cost and why, on this machine, without Azure. */
export function preventCommand(io: Io): Command {
  const group = new Command("prevent").summary("find what logs cost, on this machine");
  for (const command of [runCommand, templatesCommand]) group.addCommand(command(io));
  return group;
}
