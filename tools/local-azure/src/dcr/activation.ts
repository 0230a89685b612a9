import type { DataCollectionRule, DataFlow } from "./rule.ts";
import { isTrivialTransform } from "./rule.ts";

/**
 * The transformation that rows of a stream pass at `nowMs`; undefined where they pass unchanged. What was written last is not in force
 * before its time: a workspace transformation may take up to an hour. data-collection/data-collection-transformations-create.md
 */
export function transformInForce(
  rule: DataCollectionRule,
  flow: Pick<DataFlow, "streams" | "outputStream">,
  nowMs: number,
): string | undefined {
  const version = rule.versions.findLast(({ fromMs }) => fromMs <= nowMs);
  const stream = flow.streams[0];
  const same = version?.body.properties.dataFlows?.find(
    (one) => one.streams[0] === stream && (one.outputStream ?? stream) === (flow.outputStream ?? stream),
  );
  return same === undefined || isTrivialTransform(same) ? undefined : (same.transformKql ?? undefined);
}
