import { posix } from "node:path";
import { type ParsedModule, parseModule } from "./parse-module.ts";
import { doors, type Room, roomOf } from "./rooms.ts";
import { folderOf, isCode, isTest, type Rule } from "./source-file.ts";

/** Source imports only the rooms that its own room may import, and guarded packages only through their door. */
export const importDirections: Rule = (files) =>
  files
    .filter(({ path }) => isCode(path) && !isTest(path))
    .map(parseModule)
    .flatMap((module) => {
      const room = roomOf(module.path);
      return room === undefined ? [] : module.imports.flatMap((name) => faultsOf(module, room, name));
    });

function faultsOf(module: ParsedModule, room: Room, specifier: string): string[] {
  const fault = specifier.startsWith(".")
    ? relativeFault(module, room, specifier)
    : (roomFault(room, specifier) ?? doorFault(module, specifier));
  return fault === undefined ? [] : [`${module.path} imports ${specifier}: ${fault}`];
}

function relativeFault(module: ParsedModule, room: Room, specifier: string): string | undefined {
  const target = posix.join(folderOf(module.path), specifier);
  if (roomOf(target) !== room) return "another room is imported by its package name";
  return isTest(target) ? testFault(room) : undefined;
}

/** Tools may start a program on its test doubles; the product never does. */
function testFault(room: Room): string | undefined {
  return room.folder.startsWith("tools/") ? undefined : "source does not use what is for tests";
}

function roomFault(room: Room, specifier: string): string | undefined {
  const name = packageOf(specifier);
  if (room.name === "@logdoctor/shared-policies" && name !== "zod") return "shared-policies imports zod alone";
  if (!name.startsWith("@logdoctor/") || name === room.name) return undefined;
  if (specifier.endsWith("/testing")) return testFault(room);
  if (room.mayImport === "every room") return undefined;
  return room.mayImport.includes(name)
    ? undefined
    : `${room.name} may import ${room.mayImport.join(", ") || "no room"}`;
}

function doorFault(module: ParsedModule, specifier: string): string | undefined {
  const door = doors[packageOf(specifier)];
  return door === undefined || door.test(module.path) ? undefined : `only ${door.source} may import it`;
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
