import {
  type CallInput,
  call,
  enrolAgent,
  type RunReport,
  renewLease,
  sendReport,
  shouldIRun,
} from "@logdoctor/shared-policies";
import type { z } from "zod";

type Answer<E extends { response: z.ZodType }> = z.output<E["response"]>;

/** The agent's whole conversation with the provider. Problems are thrown as `ProblemError`. */
export interface ProviderClient {
  enrol(body: NonNullable<CallInput<typeof enrolAgent>["body"]>): Promise<Answer<typeof enrolAgent>>;
  shouldIRun(body: NonNullable<CallInput<typeof shouldIRun>["body"]>): Promise<Answer<typeof shouldIRun>>;
  renewLease(body: NonNullable<CallInput<typeof renewLease>["body"]>): Promise<Answer<typeof renewLease>>;
  sendReport(report: RunReport): Promise<Answer<typeof sendReport>>;
}

export interface ProviderTarget {
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly token: () => Promise<string>;
  readonly timeoutMs: number;
}

/** A client over HTTP; every call ends after `timeoutMs`. */
export function providerClient(target: ProviderTarget): ProviderClient {
  const to = { ...target, signal: () => AbortSignal.timeout(target.timeoutMs) };
  return {
    enrol: async (body) => (await call(to, enrolAgent, { body })).data,
    shouldIRun: async (body) => (await call(to, shouldIRun, { body })).data,
    renewLease: async (body) => (await call(to, renewLease, { body })).data,
    sendReport: async (report) => (await call(to, sendReport, { body: report })).data,
  };
}
