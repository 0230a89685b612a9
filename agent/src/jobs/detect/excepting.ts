import type { Finding } from "@logdoctor/kql-detect";
import { type DetectionFinding, type ExceptionField, excepts, type PatternException } from "@logdoctor/shared-policies";

/** How many of each a finding lists at most; where it lists so many, there may be more. */
const listed = { sourceIP: 20, host: 5, userAgent: 5 } as const;

interface Hidden {
  readonly finding: DetectionFinding;
  readonly all: Finding;
  readonly mask: (text: string) => string;
}

/**
 * The exception that hides a finding, if any. A finding gathers requests: it is hidden only where the exception holds for
 * every source, path, host and user agent of it, so that no attack hides behind a harmless neighbour.
 */
export function exceptionFor(
  exceptions: readonly PatternException[],
  of: Hidden,
  now: Date,
): PatternException | undefined {
  const variants = variantsOf(of);
  return exceptions.find(
    (exception) =>
      exception.tests.every(({ field }) => isComplete(of.all, field)) &&
      variants.every((variant) => excepts(exception, variant, now)),
  );
}

function isComplete(all: Finding, field: ExceptionField): boolean {
  if (field === "targetPath") return all.distinctPaths <= all.paths.length;
  const texts = { sourceIP: all.sources, host: all.hosts, userAgent: all.userAgents }[field];
  return texts.length < listed[field];
}

function variantsOf({ finding, all, mask }: Hidden): DetectionFinding[] {
  return [
    finding,
    ...all.sources.map((sourceIP) => ({ ...finding, sourceIP })),
    ...all.paths.map((path) => ({ ...finding, targetPath: mask(path) })),
    ...all.hosts.map((host) => ({ ...finding, host })),
    ...all.userAgents.map((userAgent) => ({ ...finding, userAgent: mask(userAgent) })),
  ];
}
