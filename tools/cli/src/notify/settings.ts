import {
  call,
  getNotificationSettings,
  NotificationLanguage,
  type NotificationSettings,
  NotifiedSeverity,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import type { Io } from "../io.ts";
import type { NotifyVerb } from "./command.ts";
import { settingsText } from "./settings-text.ts";

type Responder = NotificationSettings["responders"][number];

interface SettingsOptions {
  readonly language?: NotificationLanguage;
  readonly severities?: NotifiedSeverity[];
  readonly team?: string;
  readonly everywhere?: true;
  readonly responder?: readonly Responder[];
  readonly removeResponder?: readonly string[];
  readonly webhookStdin?: true;
  readonly removeWebhook?: true;
  readonly tokenStdin?: true;
}

/** Shows the settings; with an option that changes one, changes it and shows what came of it. */
export const settings: NotifyVerb<SettingsOptions> = {
  name: "settings",
  summary: "show or change how people are told",
  description:
    "Shows how people are told of incidents. Options that name a setting change it and keep the others; a change that somebody made in between is never overwritten.",
  configure(command) {
    addChanges(command);
  },
  async run({ api, io, print }, options) {
    checkTogether(options);
    const { data: before } = await call(api, getNotificationSettings);
    const body = await bodyOf(before, options, io);
    const unchanged = body === undefined;
    const after = unchanged
      ? before
      : (await call(api, updateNotificationSettings, { body, ifMatch: before.etag })).data;
    print(after, settingsText(after));
    return 0;
  },
};

function addChanges(command: Command): void {
  const collect =
    <T>(parse: (text: string) => T) =>
    (text: string, before: readonly T[] = []) => [...before, parse(text)];
  command
    .addOption(new Option("--language <code>", "of the cards").choices(NotificationLanguage.options))
    .option("--severities <list>", "that are told at once: CRITICAL,HIGH or one of them", severitiesOf)
    .addOption(new Option("--team <id>", "tell only this team or channel, by its Teams id").conflicts("everywhere"))
    .option("--everywhere", "tell every team and group chat that has the bot")
    .option(
      "--responder <id=name>",
      "let a person act on cards, by Entra object id; may be repeated",
      collect(personOf),
    )
    .option("--remove-responder <id>", "let a person act no longer; may be repeated", collect(String))
    .addOption(
      new Option("--webhook-stdin", "read the address of a Workflows webhook from standard input").conflicts(
        "removeWebhook",
      ),
    )
    .option("--remove-webhook", "tell no webhook any more");
}

function checkTogether({ webhookStdin, tokenStdin }: SettingsOptions): void {
  if (webhookStdin !== true || tokenStdin !== true) return;
  throw new CliError("usage", "Only one secret can come from standard input: give the token as LOGDOCTOR_TOKEN.");
}

type Body = z.input<typeof updateNotificationSettings.body>;

/** What is to be sent, or undefined where no option changes anything. */
async function bodyOf(now: NotificationSettings, options: SettingsOptions, io: Io): Promise<Body | undefined> {
  const { language, severities, team, everywhere, responder = [], removeResponder = [] } = options;
  const gone = new Set(
    [...removeResponder, ...responder.map(({ objectId }) => objectId)].map((id) => id.toLowerCase()),
  );
  const webhookUrl = await webhookOf(options, io);
  const asked = [language, severities, team, everywhere, webhookUrl].some((one) => one !== undefined);
  if (!asked && gone.size === 0) return undefined;
  const place = everywhere === true ? undefined : (team ?? now.team);
  return {
    language: language ?? now.language,
    severities: severities ?? now.severities,
    responders: [...now.responders.filter(({ objectId }) => !gone.has(objectId.toLowerCase())), ...responder],
    ...(place === undefined ? {} : { team: place }),
    ...(webhookUrl === undefined ? {} : { webhookUrl }),
  };
}

async function webhookOf({ webhookStdin, removeWebhook }: SettingsOptions, io: Io): Promise<string | null | undefined> {
  if (removeWebhook === true) return null;
  if (webhookStdin !== true) return undefined;
  const url = (await io.stdin?.())?.trim() ?? "";
  if (url === "") throw new CliError("usage", "Nothing came on standard input: the webhook's address is missing.");
  return url;
}

function severitiesOf(text: string): NotifiedSeverity[] {
  const parsed = z.array(NotifiedSeverity).min(1).safeParse(text.split(","));
  if (parsed.success) return [...new Set(parsed.data)];
  throw new InvalidArgumentError(`They are ${NotifiedSeverity.options.join(", ")}, separated by commas.`);
}

function personOf(text: string): Responder {
  const [objectId = "", ...name] = text.split("=");
  const parsed = z
    .object({ objectId: z.guid(), name: z.string().min(1) })
    .safeParse({ objectId, name: name.join("=") });
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError("A person is an Entra object id and a name: 9c2d4e6f-...=Kim Haneul.");
}
