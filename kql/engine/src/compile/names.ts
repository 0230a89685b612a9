import type { KqlNode } from "@logdoctor/kql/syntax";
import type { Context } from "./context.ts";
import type { Expr } from "./expr.ts";
import type { Relation } from "./relation.ts";

/** What a name of `let`, `as`, a parameter or `declare query_parameters` stands for. */
export type Binding =
  | { readonly kind: "scalar"; readonly value: () => Expr }
  /** Each use gets columns of its own. `expression` is what `let` wrote. */
  | { readonly kind: "table"; readonly rows: () => Relation; readonly expression?: KqlNode }
  /** `context` is where the function was declared: what its body sees. */
  | { readonly kind: "function"; readonly declaration: KqlNode; readonly context: Context };

/** Names in scope, innermost first. */
export interface Names {
  readonly name: string;
  readonly binding: Binding;
  readonly outer: Names | undefined;
}

export function findName(names: Names | undefined, name: string): Binding | undefined {
  for (let scope = names; scope !== undefined; scope = scope.outer) if (scope.name === name) return scope.binding;
  return undefined;
}

/** The same compilation with one more name in scope. */
export function bind(context: Context, name: string, binding: Binding): Context {
  return { ...context, names: { name, binding, outer: context.names } };
}

/** A value that is computed at its first use. */
export function once<T>(compute: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: compute() };
    return made.value;
  };
}
