import { type DecodeStep, ENTITIES, ROUND, ROUNDS } from "./decode-steps.ts";
import { replaced, verbatim } from "./kql-text.ts";
import type { SignalField } from "./pattern.ts";

/** Declares the function `Round`, one round of decoding; it stands before a query that holds `decodeKql`. */
export function roundFunction(): string {
  return `let Round = (s:string) { url_decode(${played("s", ROUND)}) };`;
}

/**
 * What a request made of harmless characters and words alone does not match: such a request is not decoded, and no
 * signal on its decoded forms can see it. A text with a blank, a quote, a bracket, a percent sign and so on passes.
 */
const SUSPICIOUS =
  "[^a-z0-9/_.,=&?:~-]|\\.\\.|=[^&]*[/:.]|--|__|0x|sysobjects|_schema|whoami|phpinfo|/[^?]*(?:\\.ini|passwd|\\.ht|\\.conf)";
const SUSPICIOUS_HEADER = "[$<{\\\\]|%(?:24|25|3c|7b)";

/** KQL that adds to rows of the request shape the forms of a request that the signals look at. */
export function decodeKql(fields: ReadonlySet<SignalField>): string {
  const decoded = [...fields].some((field) => field !== "path" && field !== "agent");
  const forms = FORMS.filter(([field]) => fields.has(field)).map(([, kql]) => kql);
  return [...(decoded ? TEXT : []), ...forms].map((kql) => `| extend ${kql}`).join("\n");
}

// Marks: P path, V a parameter's value begins, E it ends, A headers, Z end, N a line break.
const TEXT = [
  `Asked = ${cleaned('strcat(Path, "?", Query)')}, Told = ${cleaned('strcat(UserAgent, " ", Referer, " ", Cookie)')}`,
  `Look = Asked matches regex ${verbatim(SUSPICIOUS)} or Told matches regex ${verbatim(SUSPICIOUS_HEADER)}`,
  `Lines = iff(Look, strcat("P", ${marked()}, "EA", Told, "Z"), "")`,
  `Lines = ${collapsed(`${"Round(".repeat(ROUNDS)}Lines${")".repeat(ROUNDS)}`)}`,
  `All = ${collapsed(replaced("Lines", "string", ["N", " "]))}`,
  `Uri = extract("^([^A]*)", 1, All)`,
];

const PLUS_IN_SQL: readonly DecodeStep[] = [
  { regex: "([a-z0-9)])\\+([a-z])", put: "\\1 \\2" },
  { regex: "([a-z])\\+([a-z0-9'\"(@-])", put: "\\1 \\2" },
  { regex: "/\\*![0-9]*", put: " " },
  { regex: "/\\*.*?\\*/", put: " " },
  { texts: [["*/", " "]] },
];

const SHELL: readonly DecodeStep[] = [
  { texts: [["+", " "]] },
  { regex: "\\\\[nr]([^a-z])", put: "N\\1" },
  { regex: "['\"\\\\^]|\\$[@*!0-9]", put: "" },
  { regex: "\\$\\{?ifs\\}?", put: " " },
];

const HEX_TEXT: readonly DecodeStep[] = [
  {
    texts: [
      ["0x2e", "."],
      ["0x2f", "/"],
      ["0x5c", "\\"],
    ],
  },
];

const ONCE: readonly DecodeStep[] = [
  {
    texts: [
      ["%26", "&"],
      ["%23", "#"],
      ["%3b", ";"],
      ["%5c", "\\"],
      ["%25", "%"],
    ],
  },
];

const DOTS_AND_SLASHES: readonly DecodeStep[] = [
  {
    texts: [
      ["%2e", "."],
      ["%2f", "/"],
    ],
  },
];

const FORMS: readonly (readonly [SignalField, string])[] = [
  ["sql", `Sql = ${collapsed(played("Uri", PLUS_IN_SQL))}`],
  ["shell", `Shell = ${played('extract("^([^A]*)", 1, Lines)', SHELL)}`],
  ["trail", `Trail = ${played("Uri", HEX_TEXT)}`],
  ["raw", `Raw = iff(Look, ${played("Asked", ONCE)}, "")`],
  ["path", `PathText = ${played("tolower(Path)", DOTS_AND_SLASHES)}`],
  ["agent", "AgentText = tolower(UserAgent)"],
];

/** The column that holds a field. */
export const COLUMN_OF: Readonly<Record<SignalField, string>> = {
  uri: "Uri",
  sql: "Sql",
  shell: "Shell",
  trail: "Trail",
  raw: "Raw",
  all: "All",
  path: "PathText",
  agent: "AgentText",
};

function played(expression: string, steps: readonly DecodeStep[]): string {
  return steps.reduce((text, step) => {
    if ("regex" in step) return replaced(text, "regex", [step.regex, step.put]);
    return step.texts.reduce((inner, pair) => replaced(inner, "string", pair), text);
  }, expression);
}

/** Printable ASCII in lower case; anything else is one letter-like character. */
function cleaned(expression: string): string {
  const ascii = replaced(expression, "regex", ["[^ -~\\t\\r\\n]", "_"]);
  return replaced(`tolower(${ascii})`, "regex", ["[\\t\\r\\n]", " "]);
}

/** Entities first: their ampersands end no parameter. */
function marked(): string {
  const plain = played(replaced("Asked", "string", ["+", " "]), ENTITIES);
  return replaced(plain, "regex", ["[?&]([^=&?]*)=", "E\\1V"]);
}

function collapsed(expression: string): string {
  return replaced(expression, "regex", [" {2,}", " "]);
}
