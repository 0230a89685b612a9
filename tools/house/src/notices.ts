import type { Rule } from "./source-file.ts";

/** Folders with other people's data; each says whose it is and under which licence. */
const withOthersData = [
  "bicep/tests/schemas",
  "kql/engine/src/testing/measured",
  "kql/tables",
  "teams-app/app-package/schema",
  "teams-app/cards/schema",
  "tools/bench/data/detect",
  "tools/kql-corpus/data",
  "tools/local-azure/schemas",
  "tools/sample-data/data",
];

/** Third-party data has its notice, with a licence, beside it. */
export const notices: Rule = (files) =>
  withOthersData.flatMap((folder) => {
    if (!files.some(({ path }) => path.startsWith(`${folder}/`))) return [`${folder} is gone: take it off the list`];
    const notice = files.find(({ path }) => path === `${folder}/NOTICE.md`);
    if (notice === undefined) return [`${folder} has no NOTICE.md`];
    return /licen[cs]e/i.test(notice.text) ? [] : [`${folder}/NOTICE.md names no licence`];
  });
