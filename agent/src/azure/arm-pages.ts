import { z } from "zod";
import { azureError, type RawClient } from "./arm-client.ts";

const Page = z.looseObject({ value: z.array(z.unknown()).default([]), nextLink: z.string().nullish() });

const mostPages = 100;

/** Everything that a list of ARM holds, page by page. Throws `WorkspaceError`; `none` are states that stand for nothing. */
export async function pagesOf(arm: RawClient, url: string, none: readonly number[] = []): Promise<unknown[]> {
  const found: unknown[] = [];
  let next: string | undefined = url;
  for (let page = 0; next !== undefined; page += 1) {
    const response = await arm.send({ method: "GET", url: next });
    if (none.includes(response.status)) return found;
    if (response.status !== 200 || page >= mostPages) throw azureError(response, response.bodyAsText);
    const { value, nextLink } = Page.parse(JSON.parse(response.bodyAsText ?? "{}"));
    found.push(...value);
    next = nextLink === undefined || nextLink === null || nextLink === "" ? undefined : nextLink;
  }
  return found;
}

/** Members that speak to people or name a thing: what is said there is no query, whatever words it has. */
const labels = ["id", "name", "displayName", "description", "tags", "alertDisplayNameFormat", "alertDescriptionFormat"];

/** All texts in everything that a list of ARM holds, whatever they are called, and those of them that may be queries. */
export async function listed(
  arm: RawClient,
  url: string,
  none: readonly number[] = [],
): Promise<{ readonly texts: string[]; readonly queries: string[] }> {
  const found = await pagesOf(arm, url, none);
  return { texts: found.flatMap((one) => textsIn(one)), queries: found.flatMap((one) => textsIn(one, labels)) };
}

function textsIn(value: unknown, leftOut: readonly string[] = []): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (leftOut.includes(name) ? [] : textsIn(member, leftOut)));
}
