import { testTenant } from "@logdoctor/shared-policies/testing";
import { expect, test } from "vitest";
import { someRate } from "../../../testing/filter-documents.ts";
import { checkSampling, newSamplingForm, samplingFormOf } from "./sampling-form.ts";

test("a form says the rate that it was made of", () => {
  const stored = { ...someRate, id: "rate-1", tenantId: testTenant, etag: "1" };

  expect(checkSampling(samplingFormOf(stored))).toEqual({ rate: someRate, wrong: [] });
});

test.each([
  ["targetCategory", " "],
  ["table", "App Traces"],
  ["samplingRate", "101"],
  ["maxPerMinute", "0"],
  ["maxPerMinute", "1.5"],
] as const)("%s is not %j", (name, text) => {
  const form = { ...newSamplingForm, targetCategory: "Debug", [name]: text };

  expect(checkSampling(form)).toEqual({ rate: undefined, wrong: [name] });
});
