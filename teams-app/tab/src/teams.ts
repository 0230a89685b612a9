import { app, authentication } from "@microsoft/teams-js";

export type HostTheme = "default" | "dark" | "contrast";

/** The Teams client around the tab. */
export interface TeamsHost {
  readonly theme: HostTheme;
  /** BCP 47 tag of the client's language, for example `ko-kr`. */
  readonly locale: string;
  /** Page that a deep link points to, or "". */
  readonly subPage: string;
  readonly onThemeChange: (listener: (theme: HostTheme) => void) => void;
  /** Access token for the tab's API (single sign-on). Teams caches it, so ask before each call. */
  readonly token: () => Promise<string>;
}

const initializeWithinMs = 5000;

/**
 * Connects to Teams, or gives `undefined` in a frame of anything else. `initialize()` hangs for a minute
 * there, so it gets five seconds.
 * @see https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/using-teams-client-library
 */
export async function connectTeams(): Promise<TeamsHost | undefined> {
  try {
    await within(initializeWithinMs, app.initialize());
  } catch (cause) {
    console.info("Not inside Teams:", cause);
    return undefined;
  }
  const context = await app.getContext();
  return {
    theme: themeOf(context.app.theme),
    locale: context.app.locale,
    subPage: context.page.subPageId ?? "",
    onThemeChange: (listener) => app.registerOnThemeChangeHandler((theme) => listener(themeOf(theme))),
    token: teamsToken,
  };
}

async function teamsToken(): Promise<string> {
  try {
    return await authentication.getAuthToken({ silent: true });
  } catch (cause) {
    console.info("Silent sign-on was not possible, asking:", cause);
    return await authentication.getAuthToken();
  }
}

/** Teams may add themes; one that is not known is shown as the default one. */
function themeOf(name: string): HostTheme {
  return name === "dark" || name === "contrast" ? name : "default";
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms`)), ms);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
