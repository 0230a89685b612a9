/**
 * One step of decoding: an RE2 expression and its replacement, or literal texts and what each stands for.
 * Between steps a text holds printable ASCII only, in lower case: capital letters are marks that no request can forge.
 */
export type DecodeStep =
  | { readonly regex: string; readonly put: string }
  | { readonly texts: readonly (readonly [text: string, put: string])[] };

const NAMED: readonly (readonly [string, string])[] = [
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&amp;", "&"],
  ["&bsol;", "\\"],
  ["&tab;", ""],
  ["&newline;", ""],
  ["&nbsp;", " "],
  ["%u2215", "/"],
  ["%u2216", "\\"],
];

const DECIMAL = [34, 39, 46, 59, 60, 61, 62, 92];

/** Six blocks of sixteen characters, as %2x to %7x, by their fullwidth forms and their overlong UTF-8 forms. */
function wideBlocks(): DecodeStep[] {
  const overlong = (low: string, ...lead: string[]) => `%(?:${lead.join("|")})%${low}`;
  const c0 = ["c0", "e0%80", "f0%80%80", "f8%80%80%80", "fc%80%80%80%80"];
  const c1 = ["c1", "e0%81", "f0%80%81", "f8%80%80%81", "fc%80%80%80%81"];
  const blocks = [
    `%uff0|%ef%bc%8|${overlong("a", ...c0)}`,
    `%uff1|%ef%bc%9|${overlong("b", ...c0)}`,
    `%uff2|%ef%bc%a|${overlong("8", ...c1)}`,
    `%uff3|%ef%bc%b|${overlong("9", ...c1)}`,
    `%uff4|%ef%bd%8|${overlong("a", ...c1)}`,
    `%uff5|%ef%bd%9|${overlong("b", ...c1)}`,
  ];
  return blocks.map((block, i) => ({ regex: `(?:${block})([0-9a-f])`, put: `%${i + 2}\\1` }));
}

/** Entities in numbers and names; a named one may lack nothing of its name. */
export const ENTITIES: readonly DecodeStep[] = [
  { regex: "&#0*([0-9]{2,3});?", put: "&#\\1;" },
  { regex: "&(?:#36|dollar);", put: "$" },
  { regex: "&(?:#123|lcub|lbrace);", put: "{" },
  { regex: "&(?:#40|lpar);", put: "(" },
  { regex: "&(?:#41|rpar);", put: ")" },
  { regex: "&(?:#47|sol);", put: "/" },
  { regex: "&(?:#58|colon);", put: ":" },
  { texts: [...NAMED, ...DECIMAL.map((code) => [`&#${code};`, String.fromCharCode(code)] as const)] },
];

/**
 * One round of decoding, after {@link ENTITIES}. What ends as a percent sign and two digits is decoded by the `url_decode`
 * that follows the steps.
 */
export const ROUND_AFTER_ENTITIES: readonly DecodeStep[] = [
  { regex: "(?:%u00|\\\\u00|\\\\x|\\\\u\\{0*|&#x0*|%c[01]%)([2-7][0-9a-f])[;}]?", put: "%\\1" },
  ...wideBlocks(),
  { regex: "%u[0-9a-f]{4}", put: "_" },
  { regex: "%0[ad]", put: "N" },
  { regex: "%(?:0[9bc]|20)|&#(?:x0*[9ad]|0*9);?", put: " " },
  { regex: "%(?:[01][0-9a-f]|7f)", put: "" },
  // Encoded capitals become encoded small letters.
  { regex: "%4([1-9a-f])", put: "%6\\1" },
  { regex: "%5([0-9a])", put: "%7\\1" },
  // Only escapes of printable ASCII are left to url_decode: what it does with any other is not documented.
  { regex: "%([2-7][0-9a-f])", put: "T\\1" },
  { regex: "%[89a-f][0-9a-f]", put: "_" },
  { texts: [["%", "%25"]] },
  { texts: [["+", "%2b"]] },
  { texts: [["T", "%"]] },
];

/** How often the round is played: an attacker's double and triple encodings. */
export const ROUNDS = 3;
