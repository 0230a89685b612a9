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

/** The queries in everything that a list of ARM holds: all its texts, whatever they are called. */
export async function listed(arm: RawClient, url: string, none: readonly number[] = []): Promise<string[]> {
  return (await pagesOf(arm, url, none)).flatMap(textsIn);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
