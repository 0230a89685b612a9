import { graphMatch, graphShortestPaths } from "../graph/graph-match.ts";
import { graphMarkComponents, graphToTable } from "../graph/graph-tables.ts";
import { makeGraph } from "../graph/make-graph.ts";
import { count } from "./count.ts";
import { distinct } from "./distinct.ts";
import { evaluate } from "./evaluate.ts";
import { extend } from "./extend.ts";
import { getSchema } from "./getschema.ts";
import { join, lookup } from "./join.ts";
import { makeSeries } from "./make-series.ts";
import { mvApply } from "./mv-apply.ts";
import { mvExpand } from "./mv-expand.ts";
import type { Operator } from "./operator.ts";
import { parse, parseWhere } from "./parse.ts";
import { parseKv } from "./parse-kv.ts";
import { partition } from "./partition.ts";
import { passing } from "./passing.ts";
import { project } from "./project.ts";
import { projectByNames } from "./project-by-names.ts";
import { projectRename, selectColumns } from "./project-columns.ts";
import { sample, sampleDistinct } from "./sample.ts";
import { scan } from "./scan.ts";
import { searchRows } from "./search.ts";
import { serialize } from "./serialize.ts";
import { sort, top } from "./sort.ts";
import { summarize } from "./summarize.ts";
import { take } from "./take.ts";
import { topHitters } from "./top-hitters.ts";
import { topNested } from "./top-nested.ts";
import { union } from "./union.ts";
import { where } from "./where.ts";

/** Tabular operators by the official name of their syntax. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  FilterOperator: where,
  ExtendOperator: extend,
  ProjectOperator: project,
  ProjectAwayOperator: selectColumns,
  ProjectKeepOperator: selectColumns,
  ProjectReorderOperator: selectColumns,
  ProjectRenameOperator: projectRename,
  ProjectByNamesOperator: projectByNames,
  TakeOperator: take,
  SortOperator: sort,
  TopOperator: top,
  CountOperator: count,
  DistinctOperator: distinct,
  SummarizeOperator: summarize,
  UnionOperator: union,
  ParseOperator: parse,
  ParseWhereOperator: parseWhere,
  MakeSeriesOperator: makeSeries,
  ParseKvOperator: parseKv,
  ScanOperator: scan,
  EvaluateOperator: evaluate,
  TopHittersOperator: topHitters,
  TopNestedOperator: topNested,
  MvApplyOperator: mvApply,
  MvExpandOperator: mvExpand,
  SerializeOperator: serialize,
  GetSchemaOperator: getSchema,
  JoinOperator: join,
  LookupOperator: lookup,
  PartitionOperator: partition,
  MakeGraphOperator: makeGraph,
  GraphMatchOperator: graphMatch,
  GraphShortestPathsOperator: graphShortestPaths,
  GraphMarkComponentsOperator: graphMarkComponents,
  GraphToTableOperator: graphToTable,
  AsOperator: passing,
  RenderOperator: passing,
  SampleOperator: sample,
  SampleDistinctOperator: sampleDistinct,
  SearchOperator: searchRows,
};
