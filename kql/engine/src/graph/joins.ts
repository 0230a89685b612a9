import type { Context } from "../compile/context.ts";
import type { RelationColumn } from "../compile/relation.ts";
import type { Graph, GraphNames } from "./graph.ts";
import type { Direction, PatternEdge, PatternNode, Sequence } from "./pattern.ts";

export type Cycles = "all" | "none" | "unique_edges";

/** What a name of the pattern stands for in the rows of the matches. */
export type Variable =
  | { readonly kind: "node"; readonly columns: readonly RelationColumn[]; readonly key: string }
  | { readonly kind: "edge"; readonly columns: readonly RelationColumn[] }
  /** Physical columns of the list of its edges' numbers, and of the keys of the nodes between them. */
  | { readonly kind: "path"; readonly edges: string; readonly inner: string };

export interface Matches {
  readonly clauses: readonly string[];
  readonly sql: string;
  readonly variables: ReadonlyMap<string, Variable>;
  /** SQL, true of matches of which it is not proven that they are: an edge that stands in two sequences. */
  readonly doubt: string;
  /** SQL of the list of the first sequence's edges, and of the keys of its ends. */
  readonly walk: { readonly edges: string; readonly from: string; readonly to: string };
}

interface Join {
  readonly graph: Graph;
  readonly names: GraphNames;
  readonly context: Context;
  readonly cycles: Cycles;
  readonly clauses: string[];
  readonly from: string[];
  readonly where: string[];
  readonly items: string[];
  readonly variables: Map<string, Variable>;
}

/** The rows of all matches of the pattern, before `where`. */
export function joinPattern(
  sequences: readonly Sequence[],
  given: Pick<Join, "graph" | "names" | "context" | "cycles">,
): Matches {
  const join: Join = { ...given, clauses: [], from: [], where: [], items: [], variables: new Map() };
  const walks = sequences.map((sequence) => addSequence(sequence, join));
  const edges = listItem(walks.map((walk) => walk.edges).join(" || "), join);
  const between = walks.map((walk) => walk.inner).join(" || ");
  const keys = [...join.variables.values()].flatMap((variable) => (variable.kind === "node" ? [variable.key] : []));
  const inner = listItem(between, join);
  const repeated = `list_unique(${edges}) < len(${edges})`;
  const nodes = `([${keys.join(", ")}] || ${inner})`;
  const several = sequences.length > 1 && given.cycles !== "all";
  const doubt = given.cycles === "none" ? `(${repeated} OR list_unique(${nodes}) < len(${nodes}))` : repeated;
  const first = sequences[0];
  const keyOf = (name: string | undefined) => {
    const variable = join.variables.get(name ?? "");
    return variable?.kind === "node" ? variable.key : "NULL";
  };
  const where = join.where.length === 0 ? "" : ` WHERE ${join.where.join(" AND ")}`;
  return {
    clauses: join.clauses,
    sql: `SELECT ${join.items.join(", ")} FROM ${join.from.join(", ")}${where}`,
    variables: join.variables,
    doubt: several ? doubt : "false",
    walk: { edges, from: keyOf(first?.start.name), to: keyOf(first?.steps.at(-1)?.node.name) },
  };
}

function listItem(sql: string, join: Join): string {
  const name = join.context.fresh();
  join.items.push(`(${sql}) AS ${name}`);
  return name;
}

function addSequence({ start, steps }: Sequence, join: Join): { edges: string; inner: string } {
  const first = addNode(start, join);
  let from = first;
  const nodes = [`[${first}]`];
  const [edges, inner]: [string[], string[]] = [[], []];
  for (const { edge, node } of steps) {
    const to = addNode(node, join);
    const added = addEdge(edge, { from, to }, join);
    edges.push(added.edges);
    inner.push(added.inner);
    nodes.push(added.inner, `[${to}]`);
    from = to;
  }
  const all = edges.join(" || ") || "CAST([] AS BIGINT[])";
  if (join.cycles === "unique_edges" && edges.length > 1) join.where.push(`list_unique(${all}) = len(${all})`);
  const walked = nodes.join(" || ");
  if (join.cycles === "none") join.where.push(`list_unique(${walked}) = len(${walked})`);
  return { edges: all, inner: inner.join(" || ") || noKeys(join) };
}

function noKeys({ graph, names }: Join): string {
  return `[k FOR k IN [(SELECT any_value(${graph.nodes.key}) FROM ${names.nodes})] IF false]`;
}

/** SQL of the node's key. A node that stands twice in the pattern is the same node. */
function addNode({ name }: PatternNode, join: Join): string {
  const { graph, names, context } = join;
  const known = join.variables.get(name);
  if (known?.kind === "node") return `${aliasOf(known.key)}.${graph.nodes.key}`;
  const key = context.fresh();
  const alias = aliasOf(key);
  join.from.push(`${names.nodes} AS ${alias}`);
  join.items.push(`${alias}.${graph.nodes.key} AS ${key}`);
  join.variables.set(name, { kind: "node", key, columns: columnsOf(graph.nodes.columns, alias, join) });
  return `${alias}.${graph.nodes.key}`;
}

function aliasOf(key: string): string {
  return `n_${key}`;
}

function columnsOf(columns: readonly RelationColumn[], alias: string, { context, items }: Join): RelationColumn[] {
  return columns.map((column) => {
    const physical = context.fresh();
    items.push(`${alias}.${column.physical} AS ${physical}`);
    return { ...column, physical };
  });
}

/** The edges in the direction in which the pattern goes along them: `f` to `t`. */
function directed({ graph, names }: Join, direction: Direction): string {
  const { from, to } = graph.edges;
  const forth = `SELECT *, ${from} AS f, ${to} AS t FROM ${names.edges}`;
  const back = `SELECT *, ${to} AS f, ${from} AS t FROM ${names.edges}`;
  if (direction === "right") return forth;
  return direction === "left" ? back : `${forth} UNION ALL ${back} WHERE ${from} <> ${to}`;
}

function addEdge(
  edge: PatternEdge,
  { from, to }: { from: string; to: string },
  join: Join,
): { edges: string; inner: string } {
  const alias = join.context.fresh();
  join.where.push(`${alias}.f = ${from}`, `${alias}.t = ${to}`);
  if (edge.range === undefined) {
    join.from.push(`(${directed(join, edge.direction)}) AS ${alias}`);
    join.variables.set(edge.name, { kind: "edge", columns: columnsOf(join.graph.edges.columns, alias, join) });
    return { edges: `[${alias}.${join.names.edge}]`, inner: noKeys(join) };
  }
  join.from.push(`${addPaths(edge.direction, edge.range, join)} AS ${alias}`);
  const [edges, inner] = [join.context.fresh(), join.context.fresh()];
  join.items.push(`${alias}.p AS ${edges}`, `${alias}.i AS ${inner}`);
  join.variables.set(edge.name, { kind: "path", edges, inner });
  return { edges: `${alias}.p`, inner: `${alias}.i` };
}

/** All walks of these lengths: from `f` to `t`, over the edges `p` and the nodes `i` between them. */
function addPaths(direction: Direction, range: { least: number; most: number }, join: Join): string {
  const { context, names, cycles, clauses } = join;
  const [steps, walks, paths] = [context.fresh(), context.fresh(), context.fresh()];
  const fresh: Record<Cycles, string> = {
    all: "true",
    unique_edges: `NOT list_contains(w.p, s.${names.edge})`,
    none: "s.t <> w.f AND s.t <> w.t AND NOT list_contains(w.i, s.t)",
  };
  const alone = cycles === "none" ? " WHERE f <> t" : "";
  clauses.push(
    `${steps} AS MATERIALIZED (${directed(join, direction)})`,
    `${walks} AS (SELECT f, t, [${names.edge}] AS p, [k FOR k IN [t] IF false] AS i FROM ${steps}${alone}
      UNION ALL SELECT w.f, s.t, list_append(w.p, s.${names.edge}), list_append(w.i, w.t)
      FROM ${walks} AS w JOIN ${steps} AS s ON s.f = w.t WHERE len(w.p) < ${range.most} AND ${fresh[cycles]})`,
    `${paths} AS (SELECT * FROM ${walks} WHERE len(p) >= ${range.least})`,
  );
  return paths;
}
