import { type CallTarget, ProblemError } from "@logdoctor/shared-policies";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import { deadLetters } from "./dead-letters.ts";
import { addProviderOptions, openProvider, type ProviderOptions } from "./provider-api.ts";
import { replay } from "./replay.ts";
import { settings } from "./settings.ts";
import { test } from "./test-card.ts";

/** What a verb of `logdoctor notify` works with. */
export interface NotifyCall {
  readonly api: CallTarget;
  readonly io: Io;
  /** Prints one JSON object, or a text for people. */
  readonly print: (data: unknown, text: string) => void;
}

/** One verb of `logdoctor notify`; it returns its exit code. */
export interface NotifyVerb<Options> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** What it takes beyond the options that every verb has. */
  configure?(command: Command): void;
  /** `words` are the texts after the verb. */
  run(call: NotifyCall, options: Options, words: readonly string[]): Promise<number>;
}

/** `logdoctor notify`: how a tenant is told of incidents, through the provider's API. */
export function notifyCommand(io: Io, setExitCode: (code: number) => void): Command {
  const add = <Options>(verb: NotifyVerb<Options>): Command => commandOf(verb, io, setExitCode);
  return new Command("notify")
    .summary("see, change and try how people are told of incidents")
    .description("How a tenant is told of incidents: the same as the tab's page of notifications, through the API.")
    .addCommand(add(settings))
    .addCommand(add(test))
    .addCommand(add(deadLetters))
    .addCommand(add(replay));
}

function commandOf<Options>(verb: NotifyVerb<Options>, io: Io, setExitCode: (code: number) => void): Command {
  const command = addProviderOptions(new Command(verb.name).summary(verb.summary).description(verb.description));
  verb.configure?.(command);
  return command.action(async () => {
    const options = command.opts<ProviderOptions & Options>();
    const print: NotifyCall["print"] = (data, text) =>
      io.out(options.json === true ? `${JSON.stringify(data)}\n` : text);
    try {
      const api = await openProvider(options, io);
      setExitCode(await verb.run({ api, io, print }, options, command.args));
    } catch (error) {
      if (error instanceof ProblemError) throw new CliError("failed", problemText(error));
      throw error;
    }
  });
}

function problemText({ problem, retryAfter }: ProblemError): string {
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`).join("");
  const wait = retryAfter === undefined ? "" : ` Try again in ${retryAfter} s.`;
  const request = problem.requestId === undefined ? "" : `, request ${problem.requestId}`;
  return `${problem.title}: ${problem.detail}${wait}${fields}\n(${problem.code}${request}; ${problem.type})`;
}
