import { type AnyEndpoint, type ErrorCode, Problem, problemTable } from "@logdoctor/shared-policies";
import { z } from "zod";
import { endpoints } from "./endpoints.ts";

type Json = Record<string, unknown>;

const always: readonly ErrorCode[] = [
  "invalid-request",
  "unauthenticated",
  "forbidden",
  "rate-limited",
  "internal",
  "unavailable",
];
const ofBodies: readonly ErrorCode[] = ["body-too-large", "unsupported-media-type"];
const ofChanges: readonly ErrorCode[] = ["precondition-required", "precondition-failed"];

/** The OpenAPI 3.1 document of the contract: nothing in it is written by hand twice. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = paths[endpoint.path] ?? {};
    path[endpoint.method.toLowerCase()] = operationOf(endpoint);
    paths[endpoint.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: { title: "Log Doctor provider", version, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "/" }],
    security: [{ entra: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, "output") },
      securitySchemes: {
        entra: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "Access token of Microsoft Entra ID",
        },
      },
    },
  };
}

function operationOf(endpoint: AnyEndpoint): Json {
  const parameters = [...parametersIn("path", endpoint.params), ...parametersIn("query", endpoint.query)];
  if (endpoint.concurrency === "if-match") {
    parameters.push({ name: "If-Match", in: "header", required: true, schema: { type: "string" } });
  }
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    tags: [endpoint.roles.includes("agent") ? "Agent" : "App"],
    "x-roles": endpoint.roles,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(isNothing(endpoint.body) ? {} : { requestBody: { required: true, ...jsonContent(endpoint.body, "input") } }),
    responses: { [endpoint.status]: successOf(endpoint), ...problemsOf(endpoint) },
  };
}

function isNothing(schema: z.ZodType): boolean {
  return schema instanceof z.ZodUndefined;
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io }) as Json;
  return rest;
}

function jsonContent(schema: z.ZodType, io: "input" | "output"): Json {
  return { content: { "application/json": { schema: schemaOf(schema, io) } } };
}

function parametersIn(where: "path" | "query", schema: z.ZodType): Json[] {
  if (isNothing(schema)) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: value,
  }));
}

function successOf(endpoint: AnyEndpoint): Json {
  const etag = { ETag: { description: "Version of the document, for If-Match", schema: { type: "string" } } };
  return {
    description: endpoint.summary,
    ...(endpoint.concurrency === undefined || endpoint.status === 204 ? {} : { headers: etag }),
    ...(isNothing(endpoint.response) ? {} : jsonContent(endpoint.response, "output")),
  };
}

function problemsOf(endpoint: AnyEndpoint): Record<string, Json> {
  const codes = new Set<ErrorCode>(always);
  if (!isNothing(endpoint.params)) codes.add("not-found");
  if (!isNothing(endpoint.body)) for (const code of ofBodies) codes.add(code);
  if (endpoint.concurrency === "if-match") for (const code of ofChanges) codes.add(code);
  for (const code of ownCodes[endpoint.id] ?? []) codes.add(code);
  const byStatus = Map.groupBy(codes, (code) => problemTable[code].status);
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [status, { description: found.toSorted().join(", "), content }]),
  );
}

const reportCodes: readonly ErrorCode[] = [
  "agent-not-enrolled",
  "not-found",
  "conflict",
  "lease-superseded",
  "report-conflict",
];
const policyCodes: readonly ErrorCode[] = ["policy-refused", "predicate-refused", "conflict"];
const ownCodes: Readonly<Record<string, readonly ErrorCode[]>> = {
  enrolAgent: ["enrolment-code-invalid"],
  shouldIRun: ["agent-not-enrolled"],
  renewLease: ["agent-not-enrolled", "lease-superseded"],
  sendReport: reportCodes,
  createRetentionPolicy: policyCodes,
  updateRetentionPolicy: policyCodes,
  placeLegalHold: ["conflict"],
  releaseLegalHold: ["conflict"],
  actOnIncident: ["incident-state"],
  actOnFinding: ["finding-state"],
  createPreventionRule: ["rule-refused", "conflict"],
  updatePreventionRule: ["rule-refused"],
  proposeException: ["not-found", "conflict"],
  decideException: ["conflict", "exception-hides-attacks"],
};
