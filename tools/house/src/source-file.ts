/** One text file of the repository; `path` starts at the root and uses forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Looks at files and returns one line per fault; none means that the rule holds. */
export type Rule = (files: readonly SourceFile[]) => string[];

export function isCode(path: string): boolean {
  return /\.tsx?$/.test(path);
}

/** Tests and what only tests use: they may reach across rooms. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)(testing|tests)\//.test(path) || path.endsWith("/testing.ts");
}

/** The part of a path before its last slash; empty at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
