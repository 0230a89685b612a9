import { isCode, isTest, type Rule, type SourceFile } from "./source-file.ts";

const stop = { source: 300, test: 500, median: 70 } as const;

/** No file is longer than it may be, and the median source file is short. */
export const sizes: Rule = (files) => {
  const code = files.filter(({ path }) => isCode(path));
  const tooLong = code.flatMap((file) => {
    const limit = isTest(file.path) ? stop.test : stop.source;
    return lines(file) > limit ? [`${file.path} has ${lines(file)} lines; ${limit} is the stop`] : [];
  });
  const median = medianLines(code.filter(({ path }) => !isTest(path)));
  return median < stop.median ? tooLong : [...tooLong, `the median source file has ${median} lines, not under 70`];
};

/** Median length of files in lines; 0 for none. */
export function medianLines(files: readonly SourceFile[]): number {
  const sorted = files.map(lines).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function lines({ text }: SourceFile): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
