import type { moveFilterRuleEndpoint } from "@logdoctor/shared-policies";
import type { z } from "zod";

/** A step that people take. */
export type PersonAction = z.output<typeof moveFilterRuleEndpoint.body>["action"];
