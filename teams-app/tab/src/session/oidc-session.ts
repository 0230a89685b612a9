import { type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { TabConfig } from "../config.ts";
import type { Session } from "./session.ts";

/** Seconds before its end at which a token is no longer used. */
const marginSeconds = 60;

interface Place {
  readonly location: Location;
  readonly history: History;
  readonly storage: Storage;
}

/**
 * Signs in by authorization code with PKCE. Tokens stay in the session storage of this browser tab. Gives `undefined`
 * while the page is on its way to the sign-in page. Throws what the sign-in page answered when it refused.
 */
export async function openOidcSession(config: TabConfig, place: Place): Promise<Session | undefined> {
  const manager = userManager(config, place);
  if (await returnedFromSignIn(manager, place)) return sessionOf(manager, place);
  const user = await manager.getUser();
  if (user !== null && isFresh(user)) return sessionOf(manager, place);
  await leaveToSignIn(manager, place);
  return undefined;
}

function userManager(config: TabConfig, place: Place): UserManager {
  const page = `${place.location.origin}${place.location.pathname}`;
  return new UserManager({
    authority: config.authority,
    client_id: config.clientId,
    scope: config.scope,
    redirect_uri: page,
    post_logout_redirect_uri: page,
    response_type: "code",
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: place.storage }),
    stateStore: new WebStorageStateStore({ store: place.storage }),
  });
}

/** Finishes a sign-in whose answer is in the address, clears the address, and goes to where the person was. */
async function returnedFromSignIn(manager: UserManager, place: Place): Promise<boolean> {
  const query = new URLSearchParams(place.location.search);
  if (!query.has("state") || !(query.has("code") || query.has("error"))) return false;
  const answer = place.location.href;
  place.history.replaceState(null, "", place.location.pathname);
  const user = await manager.signinRedirectCallback(answer);
  const hash = typeof user.state === "string" && user.state.startsWith("#") ? user.state : "";
  place.history.replaceState(null, "", `${place.location.pathname}${hash}`);
  return true;
}

function sessionOf(manager: UserManager, place: Place): Session {
  return {
    token: async () => {
      const user = await currentUser(manager);
      if (user !== null) return user.access_token;
      await leaveToSignIn(manager, place);
      return await new Promise<string>(() => undefined);
    },
    signInAgain: async () => await leaveToSignIn(manager, place),
    signOut: async () => {
      await manager.removeUser();
      await leaveToSignIn(manager, place, "select_account");
    },
  };
}

async function leaveToSignIn(manager: UserManager, place: Place, prompt?: string): Promise<void> {
  await manager.signinRedirect({ state: place.location.hash, ...(prompt === undefined ? {} : { prompt }) });
}

/** The signed-in person, renewed by refresh token where the issuer gave one. */
async function currentUser(manager: UserManager): Promise<User | null> {
  const user = await manager.getUser();
  if (user === null || isFresh(user)) return user;
  if (user.refresh_token === undefined) return null;
  return await manager.signinSilent().catch((cause: unknown) => {
    console.info("The token could not be renewed:", cause);
    return null;
  });
}

function isFresh(user: User): boolean {
  return user.expires_in === undefined || user.expires_in > marginSeconds;
}
