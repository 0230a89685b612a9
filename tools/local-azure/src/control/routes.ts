import { z } from "zod";
import { type Call, json } from "../http/call.ts";
import { azureError } from "../http/errors.ts";
import { FaultRule } from "../http/faults.ts";
import type { World } from "../world.ts";

const ClockSet = z.strictObject({ now: z.string().nullable() });
const ClockAdvance = z.strictObject({ milliseconds: z.number().min(0) });

type ControlRoute = (call: Call) => Response;

const ROUTES: Readonly<Record<string, ControlRoute>> = {
  "GET /_local/clock": (call) => json(200, clockState(call.world)),
  "PUT /_local/clock": setClock,
  "POST /_local/clock/advance": advanceClock,
  "GET /_local/faults": (call) => json(200, { value: call.world.faults.list() }),
  "POST /_local/faults": (call) => json(201, { id: call.world.faults.add(read(call, FaultRule)) }),
  "DELETE /_local/faults": clearFaults,
  "GET /_local/requests": listRequests,
  "DELETE /_local/requests": clearRequests,
  "GET /_local/counters": (call) =>
    json(200, { requests: call.world.log.counters(), queries: call.world.gate.counters() }),
  "GET /_local/tenants": listTenants,
};

/** The control plane under `/_local`, for demos and for tests in another process; undefined for another path. */
export function handleControl(call: Call): Response | undefined {
  const path = call.url.pathname;
  if (!path.startsWith("/_local/")) return undefined;
  const id = /^\/_local\/faults\/([^/]+)$/.exec(path)?.[1];
  if (id !== undefined && call.request.method === "DELETE") {
    return new Response(null, { status: call.world.faults.remove(decodeURIComponent(id)) ? 204 : 404 });
  }
  const route = ROUTES[`${call.request.method} ${path}`];
  if (route === undefined)
    throw azureError(404, { code: "NotFound", message: `There is no ${call.request.method} ${path}.` });
  return route(call);
}

function clockState({ clock }: World): object {
  return { now: clock.nowIso(), frozen: clock.frozen() };
}

/** `{"now": null}` goes back to the machine's time. */
function setClock(call: Call): Response {
  const { now } = read(call, ClockSet);
  try {
    if (now === null) call.world.clock.reset();
    else call.world.clock.set(now);
  } catch (cause) {
    throw azureError(400, { code: "InvalidTime", message: String(cause) });
  }
  return json(200, clockState(call.world));
}

function advanceClock(call: Call): Response {
  call.world.clock.advance(read(call, ClockAdvance).milliseconds);
  return json(200, clockState(call.world));
}

function clearFaults(call: Call): Response {
  call.world.faults.clear();
  return new Response(null, { status: 204 });
}

function listRequests(call: Call): Response {
  const { log } = call.world;
  const identity = call.url.searchParams.get("identity") ?? undefined;
  return json(200, { value: log.entries(), actions: log.actions(identity) });
}

function clearRequests(call: Call): Response {
  call.world.log.clear();
  return new Response(null, { status: 204 });
}

function listTenants(call: Call): Response {
  const value = [...call.world.workspaces.values()].map(({ tenantId, id, customerId, location }) => ({
    tenantId,
    workspaceResourceId: id,
    customerId,
    location,
  }));
  return json(200, { value });
}

function read<Schema extends z.ZodType>(call: Call, schema: Schema): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(call.body.toString("utf8")));
  } catch (cause) {
    const message = cause instanceof z.ZodError ? z.prettifyError(cause) : "The body is not valid JSON.";
    throw azureError(400, { code: "InvalidRequest", message });
  }
}
