import { createRootRoute } from "@tanstack/react-router";
import { AppShell } from "./shell/app-shell.tsx";
import { NotFound } from "./shell/not-found.tsx";

/** What every page stands in. */
export const rootRoute = createRootRoute({ component: AppShell, notFoundComponent: NotFound });
