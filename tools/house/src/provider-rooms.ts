import { posix } from "node:path";
import { type ParsedModule, parseModule } from "./parse-module.ts";
import { folderOf, isCode, isTest, type Rule } from "./source-file.ts";

const source = "provider/src/";

/** Folders of the provider that serve every feature; all others but `store` are features. */
const shared = new Set(["auth", "http", "documents"]);

/** Composition: these put the features together, so they may import all of them. */
const composition = new Set(["app.ts", "server.ts", "index.ts", "deps.ts"]);

/** The one shared file that knows the features' document types. */
const documentTypes = "documents/kinds.ts";

/**
 * Inside the provider: nobody but server.ts imports a store; auth, http and documents import no feature; and a feature
 * reaches another through its verb (a file named after the function that it exports) or its port (`<thing>-store.ts`).
 */
export const providerRooms: Rule = (files) => {
  const modules = new Map(
    files
      .filter(({ path }) => path.startsWith(source) && isCode(path) && !isTest(path))
      .map((file) => [file.path, parseModule(file)]),
  );
  return [...modules.values()].flatMap((from) =>
    from.imports
      .filter((specifier) => specifier.startsWith("."))
      .flatMap((specifier) => {
        const target = posix.join(folderOf(from.path), specifier);
        const fault = faultOf(from.path.slice(source.length), target.slice(source.length), modules.get(target));
        return fault === undefined ? [] : [`${from.path} imports ${target}: ${fault}`];
      }),
  );
};

function faultOf(from: string, to: string, target: ParsedModule | undefined): string | undefined {
  const [here = "", there = ""] = [folderOf(from).split("/")[0], folderOf(to).split("/")[0]];
  if (here === there) return undefined;
  if (there === "store") return from === "server.ts" ? undefined : "only server.ts knows the stores";
  const isFeature = there !== "" && !shared.has(there);
  if (!isFeature || composition.has(from) || here === "store") return undefined;
  if (shared.has(here)) return from === documentTypes ? undefined : `${here} serves every feature and imports none`;
  return isPort(to) || isVerb(to, target) ? undefined : "a feature is reached through its verbs and its port";
}

function isPort(path: string): boolean {
  return path.endsWith("-store.ts");
}

function isVerb(path: string, target: ParsedModule | undefined): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.tsx?$/, "");
  const camel = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return name !== "routes" && target?.exports.includes(camel) === true;
}
