import { errors, type JWTPayload, jwtVerify } from "jose";
import { AppError } from "../../http/app-error.ts";
import { type BotDeps, isAt } from "../notify-deps.ts";
import { Activity } from "./activity.ts";

const issuer = "https://api.botframework.com";
const clockToleranceSeconds = 5 * 60;

export interface Incoming {
  readonly authorization: string | undefined;
  readonly body: () => Promise<unknown>;
}

export interface Accepted {
  readonly activity: Activity;
  readonly tenantId: string;
}

/**
 * An activity that surely comes from Teams, for this bot, of a tenant that may use it. Tokens of any other issuer, such
 * as those by which people use the tab, are refused whatever they say.
 * @throws AppError `unauthenticated`, `invalid-request` or `forbidden`
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export async function acceptActivity(bot: BotDeps, { authorization, body }: Incoming, now: Date): Promise<Accepted> {
  const claims = await claimsOf(bot, authorization, now);
  const parsed = Activity.safeParse(await body());
  if (!parsed.success) throw new AppError("invalid-request", "This is no activity of Teams.", { cause: parsed.error });
  const activity = parsed.data;
  if (!sameAddress(claims["serviceurl"], activity.serviceUrl))
    throw refused("its token is for another service address");
  if (!isAt(activity.serviceUrl, bot.serviceHosts)) throw refused("its service address is not one of Teams");
  if (activity.recipient.id !== `28:${bot.appId}`) throw refused("it is for another bot");
  return { activity, tenantId: tenantOf(bot, activity) };
}

async function claimsOf(bot: BotDeps, authorization: string | undefined, now: Date): Promise<JWTPayload> {
  const token = /^bearer (\S{1,16384})$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new AppError("unauthenticated", "Send a bearer token.");
  try {
    const { payload } = await jwtVerify(token, bot.keys, {
      algorithms: ["RS256"],
      issuer,
      audience: [bot.appId, `api://${bot.appId}`, `api://botid-${bot.appId}`],
      clockTolerance: clockToleranceSeconds,
      currentDate: now,
      requiredClaims: ["aud", "exp", "iss", "serviceurl"],
    });
    return payload;
  } catch (cause) {
    if (cause instanceof errors.JWKSTimeout || !(cause instanceof errors.JOSEError)) {
      throw new AppError("unavailable", "The keys of the Bot Framework cannot be read now.", { cause });
    }
    throw new AppError("unauthenticated", "The token was not accepted.", { cause });
  }
}

function tenantOf({ tenants }: BotDeps, { conversation, channelData }: Activity): string {
  const named = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== undefined);
  const [tenantId] = named;
  if (tenantId === undefined || named.some((id) => id !== tenantId)) throw refused("it does not name one tenant");
  if (!tenants.includes(tenantId)) throw refused("its tenant does not use this bot");
  return tenantId;
}

function sameAddress(claim: unknown, address: string): boolean {
  const normal = (text: string): string => text.toLowerCase().replace(/\/$/, "");
  return typeof claim === "string" && normal(claim) === normal(address);
}

function refused(why: string): AppError {
  return new AppError("forbidden", `The activity was not accepted: ${why}.`);
}
