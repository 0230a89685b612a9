/** A room of the house: a workspace package, and the other packages that its source may import. */
export interface Room {
  readonly folder: string;
  readonly name: string;
  readonly mayImport: readonly string[] | "every room";
}

const language = "@logdoctor/shared-policies";
const knowledge = "@logdoctor/kql";
const patterns = "@logdoctor/kql-detect";
const filters = "@logdoctor/kql-filter";
const prevention = "@logdoctor/kql-prevent";
const templates = "@logdoctor/templates";

/** The directions of imports. Tests may cross them. Inner folders come before the folder that they lie in. */
export const rooms: readonly Room[] = [
  { folder: "shared-policies", name: language, mayImport: [] },
  { folder: "kql/engine", name: "@logdoctor/kql-engine", mayImport: [knowledge] },
  { folder: "kql/templates", name: templates, mayImport: [] },
  { folder: "kql/detect", name: patterns, mayImport: [knowledge] },
  { folder: "kql/filter", name: filters, mayImport: [language, knowledge] },
  { folder: "kql/prevent", name: prevention, mayImport: [language, knowledge] },
  { folder: "kql", name: knowledge, mayImport: [] },
  {
    folder: "provider",
    name: "@logdoctor/provider",
    mayImport: [language, knowledge, patterns, prevention, filters, "@logdoctor/cards"],
  },
  {
    folder: "agent",
    name: "@logdoctor/agent",
    mayImport: [language, knowledge, patterns, prevention, filters, templates],
  },
  { folder: "teams-app/cards", name: "@logdoctor/cards", mayImport: [language] },
  { folder: "teams-app/tab", name: "@logdoctor/tab", mayImport: [language] },
  // The end-to-end tools bring the browser that draws the icons, by hand and never in the product.
  { folder: "teams-app/app-package", name: "@logdoctor/app-package", mayImport: [language, "@logdoctor/e2e"] },
  { folder: "bicep", name: "@logdoctor/bicep", mayImport: [language] },
  { folder: "tools/local-azure", name: "@logdoctor/local-azure", mayImport: [knowledge, "@logdoctor/kql-engine"] },
  { folder: "tools/kql-corpus", name: "@logdoctor/kql-corpus", mayImport: ["@logdoctor/kql-engine"] },
  { folder: "tools/sample-data", name: "@logdoctor/sample-data", mayImport: [language] },
  { folder: "tools/start", name: "@logdoctor/start", mayImport: "every room" },
  { folder: "tools/cli", name: "@logdoctor/cli", mayImport: "every room" },
  { folder: "tools/bench", name: "@logdoctor/bench", mayImport: "every room" },
  { folder: "tools/e2e", name: "@logdoctor/e2e", mayImport: "every room" },
  { folder: "tools/house", name: "@logdoctor/house", mayImport: [] },
];

/** The room that a file lies in, or undefined for files at the root. */
export function roomOf(path: string): Room | undefined {
  return rooms.find(({ folder }) => path.startsWith(`${folder}/`));
}

/** Packages that only the named files of the source may import, so that each stays behind one door. */
export const doors: Readonly<Record<string, RegExp>> = {
  "@azure/functions": /^agent\/src\/index\.ts$/,
  "@azure/cosmos": /^provider\/src\/store\/cosmos\//,
  "@kusto/language-service-next": /^kql\/src\/language\//,
  "@microsoft/teams-js": /^teams-app\/tab\/src\/teams\.ts$/,
};
