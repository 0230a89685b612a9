/**
 * Grouping accuracy as in the benchmark of J. Zhu et al., Tools and Benchmarks for Automated Log Parsing (ICSE-SEIP 2019): a
 * group counts as right only if its lines are exactly those of one statement. The share of lines in right groups.
 */
export function groupingAccuracy(found: readonly string[], truth: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const statement of truth) sizes.set(statement, (sizes.get(statement) ?? 0) + 1);
  let right = 0;
  for (const lines of Map.groupBy(truth.keys(), (line) => found[line]).values()) {
    const statements = new Set(lines.map((line) => truth[line]));
    const [statement] = statements;
    if (statements.size === 1 && sizes.get(statement ?? "") === lines.length) right += lines.length;
  }
  return right / truth.length;
}
