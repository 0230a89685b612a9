import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { createApi } from "./api/api.ts";
import { shouldRetry } from "./api/should-retry.ts";
import { loadConfig, type TabConfig } from "./config.ts";
import { createI18n } from "./i18n/i18n.ts";
import { pickLanguage } from "./i18n/language.ts";
import { readChosen } from "./preferences.ts";
import { createTabRouter } from "./router.tsx";
import { type Services, ServicesContext } from "./services.ts";
import { openOidcSession } from "./session/oidc-session.ts";
import type { Session } from "./session/session.ts";
import { PreferencesProvider } from "./shell/preferences-provider.tsx";
import { StartProblem } from "./shell/start-problem.tsx";
import type { TeamsHost } from "./teams.ts";

const storage = (): Storage => window.localStorage;

/** The composition root: finds out where it runs, signs in, and shows the app. */
export async function start(element: HTMLElement | null): Promise<void> {
  if (element === null) throw new Error("index.html has no #root");
  const root = createRoot(element);
  const host = await connectHost();
  const chosen = readChosen(storage);
  const language = chosen.language ?? pickLanguage(host === undefined ? navigator.languages : [host.locale]);
  const i18n = await createI18n(language);
  const show = (content: ReactNode): void => {
    root.render(<PreferencesProvider {...{ i18n, language, chosen, host, storage }}>{content}</PreferencesProvider>);
  };
  try {
    const config = await loadConfig(window.fetch.bind(window), new URL("config.json", document.baseURI).href);
    const session = await openSession(config, host);
    if (session !== undefined) show(<App services={servicesOf(config, session)} />);
  } catch (cause) {
    show(<StartProblem error={cause} />);
  }
}

/** Teams shows the tab in a frame; a page of its own needs no Teams library. */
async function connectHost(): Promise<TeamsHost | undefined> {
  if (window.parent === window.self) return undefined;
  const { connectTeams } = await import("./teams.ts");
  return await connectTeams();
}

async function openSession(config: TabConfig, host: TeamsHost | undefined): Promise<Session | undefined> {
  if (host === undefined) {
    return await openOidcSession(config, {
      location: window.location,
      history: window.history,
      storage: window.sessionStorage,
    });
  }
  if (host.subPage.startsWith("/") && window.location.hash === "") window.location.hash = host.subPage;
  return { token: host.token, signInAgain: async () => window.location.reload() };
}

function servicesOf(config: TabConfig, session: Session): Services {
  const baseUrl = new URL(config.apiBase, window.location.origin).href;
  const api = createApi({ baseUrl, fetch: (request) => window.fetch(request), token: session.token });
  return { api, session, clock: () => new Date() };
}

function App({ services }: { readonly services: Services }): ReactNode {
  return (
    <ServicesContext value={services}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ServicesContext>
  );
}

const queryClient = new QueryClient({ defaultOptions: { queries: { retry: shouldRetry, staleTime: 15_000 } } });
const router = createTabRouter();
