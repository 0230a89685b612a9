import { TabConfig } from "@logdoctor/shared-policies";

export type { TabConfig } from "@logdoctor/shared-policies";

/** Reads `config.json`. Throws when it is missing or does not have the shape of `TabConfig`. */
export async function loadConfig(fetchFrom: typeof fetch, url: string): Promise<TabConfig> {
  const response = await fetchFrom(url, { cache: "no-store" });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return TabConfig.parse(await response.json());
}
