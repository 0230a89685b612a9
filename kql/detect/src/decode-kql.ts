import { type DecodeStep, ENTITIES, ROUND_AFTER_ENTITIES, ROUNDS } from "./decode-steps.ts";
import { replaced, verbatim } from "./kql-text.ts";
import type { SignalField } from "./pattern.ts";

/** Declares `Entities` and `Round`, one round of decoding; they stand before a query that holds `decodeKql`. */
export function roundFunctions(): string {
  return [
    `let Entities = (s:string) { ${played("s", ENTITIES)} };`,
    `let Round = (s:string) { url_decode(${played("Entities(s)", ROUND_AFTER_ENTITIES)}) };`,
  ].join("\n");
}

/**
 * What a request made of harmless characters and words alone does not match: such a request is not decoded, and no
 * signal on its decoded forms can see it. A text with a blank, a quote, a bracket, a percent sign and so on passes.
 */
const SUSPICIOUS =
  "[^a-z0-9/_.,=&?:~-]|\\.\\.|=[^&]*[/:.]|--|__|0x|sysobjects|_schema|whoami|phpinfo|/[^?]*(?:\\.ini|passwd|\\.ht|\\.conf)|(?:java|javax|org|com)\\.[a-z]|processbuilder|[?&]/|jhtqbmrp|pd94bw";

/** The same for user agent, referer and cookie, where blanks, brackets, semicolons and addresses are usual. */
const SUSPICIOUS_HEADER =
  "[$<>{}\\\\'\"`|]|%(?:0|22|24|25|27|28|3[bce]|5c|60|7[bc])|\\.\\.(?:/|%2f)|/etc/|union|select|sleep|java|__proto|nd_func|runtime|processbuilder|xwork|org\\.apache|com\\.sun|[B=];|&#|&[lg]t;|(?:alert|prompt|confirm|eval|write|function|execute)[(.]|jndi|jhtqbmrp";

/** KQL that adds to rows of the request shape the forms of a request that the signals look at. */
export function decodeKql(fields: ReadonlySet<SignalField>): string {
  const forms = FORMS.filter(([field]) => fields.has(field)).map(([, kql]) => kql);
  const asked = [...fields].some((field) => !OF_HEADERS.includes(field) && field !== "path");
  const told = fields.has("head") || fields.has("all");
  return [...(asked ? ASKED : []), ...(told ? TOLD : []), ...forms].map((kql) => `| extend ${kql}`).join("\n");
}

/** KQL of what evidence shows of a request as its signals saw it. */
export function decodedKql(fields: ReadonlySet<SignalField>): string {
  const decode = decodeKql(fields);
  const parts = [...(decode.includes("Uri =") ? ["Uri"] : []), ...(decode.includes("Head =") ? ['"A"', "Head"] : [])];
  return parts.length === 0
    ? '""'
    : `substring(${parts.length === 1 ? parts[0] : `strcat(${parts.join(", ")})`}, 0, 2048)`;
}

const OF_HEADERS: readonly SignalField[] = ["head", "agent"];

// Marks: P path, V a parameter's value begins, E it ends, N a line break.
const ASKED = [
  `Asked = ${cleaned('strcat(Path, "?", Query)')}`,
  `Look = Asked matches regex ${verbatim(SUSPICIOUS)}`,
  `Lines = iff(Look, strcat("P", ${marked()}, "E"), "")`,
  `Lines = ${rounds("Lines")}`,
  `Uri = ${oneLine("Lines")}`,
];

// Mark: B, before each header and at the end; no header of a request has a line break.
const TOLD = [
  `Told = strcat("B", ${replaced(inAscii('strcat(UserAgent, "\\n", Referer, "\\n", Cookie)'), "regex", ["[\\r\\n]", "B"])}, "B")`,
  `Head = iff(Told matches regex ${verbatim(SUSPICIOUS_HEADER)}, ${oneLine(rounds("Told"))}, "")`,
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
  ["shell", `Shell = ${played("Lines", SHELL)}`],
  ["trail", `Trail = ${played("Uri", HEX_TEXT)}`],
  ["raw", `Raw = iff(Look, ${played("Asked", ONCE)}, "")`],
  ["all", 'All = strcat(Uri, "A", Head)'],
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
  head: "Head",
  path: "PathText",
  agent: "AgentText",
};

function played(expression: string, steps: readonly DecodeStep[]): string {
  return steps.reduce((text, step) => {
    if ("regex" in step) return replaced(text, "regex", [step.regex, step.put]);
    return step.texts.reduce((inner, pair) => replaced(inner, "string", pair), text);
  }, expression);
}

/** Printable ASCII and blanks in lower case; anything else is one letter-like character. */
function inAscii(expression: string): string {
  return `tolower(${replaced(expression, "regex", ["[^ -~\\t\\r\\n]", "_"])})`;
}

function cleaned(expression: string): string {
  return replaced(inAscii(expression), "regex", ["[\\t\\r\\n]", " "]);
}

function rounds(expression: string): string {
  return collapsed(`${"Round(".repeat(ROUNDS)}${expression}${")".repeat(ROUNDS)}`);
}

function oneLine(expression: string): string {
  return collapsed(replaced(expression, "string", ["N", " "]));
}

/** Entities first: their ampersands end no parameter. */
function marked(): string {
  const plain = `Entities(${replaced("Asked", "string", ["+", " "])})`;
  return replaced(plain, "regex", ["[?&]([^=&?]*)=", "E\\1V"]);
}

function collapsed(expression: string): string {
  return replaced(expression, "regex", [" {2,}", " "]);
}
