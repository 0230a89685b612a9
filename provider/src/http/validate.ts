import type { FieldProblem } from "@logdoctor/shared-policies";
import type { z } from "zod";
import { AppError } from "./app-error.ts";

const maxProblems = 20;

/** The value as the schema gives it. @throws AppError `invalid-request` that names each field by JSON pointer. */
export function validated<S extends z.ZodType>(schema: S, value: unknown, at = ""): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => problemsOf(issue, at)).slice(0, maxProblems);
  throw new AppError("invalid-request", `${errors.length === 1 ? "A field is" : "Fields are"} not valid.`, { errors });
}

function problemsOf(issue: z.core.$ZodIssue, at: string): FieldProblem[] {
  if (issue.code !== "unrecognized_keys") return [{ pointer: pointerOf(at, issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({
    pointer: pointerOf(at, [...issue.path, key]),
    detail: "This field is not known.",
  }));
}

function pointerOf(at: string, path: readonly PropertyKey[]): string {
  return at + path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
