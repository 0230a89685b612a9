import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

const Access = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.int(),
  z.int(),
  z.string(),
  z.string(),
]);

export interface AccessLine {
  readonly clientIp: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly version: string;
  readonly status: number;
  readonly bytes: number;
  readonly referer: string;
  readonly userAgent: string;
}

export interface AuthLine {
  readonly process: string;
  readonly pid: number;
  readonly message: string;
}

export interface AppLine {
  readonly application: string;
  readonly line: string;
}

export const accessLines = once(() =>
  read("access").map((line): AccessLine => {
    const [clientIp, method, path, query, version, status, bytes, referer, userAgent] = Access.parse(line);
    return { clientIp, method, path, query, version, status, bytes, referer, userAgent };
  }),
);

export const authLines = once(() =>
  read("auth").map((line): AuthLine => {
    const [process, pid, message] = z.tuple([z.string(), z.int(), z.string()]).parse(line);
    return { process, pid, message };
  }),
);

export const appLines = once(() =>
  read("app").map((line): AppLine => {
    const [application, text] = z.tuple([z.string(), z.string()]).parse(line);
    return { application, line: text };
  }),
);

function read(name: string): unknown[] {
  const bytes = gunzipSync(readFileSync(new URL(`../data/${name}.jsonl.gz`, import.meta.url)));
  return bytes
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
