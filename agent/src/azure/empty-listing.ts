import type { PipelineResponse } from "@azure/core-rest-pipeline";
import type { RawClient } from "./arm-client.ts";

/** Any version since 2017-11-09 takes a bearer token; this one is older than every region; not tried on real Azure. */
const storageVersion = "2021-12-02";

/**
 * Whether a container surely holds no blob of this prefix, at the cost of one request and without loading the SDK's blob
 * client. False means "not proven": also for an answer that is no success. Source: Blob service REST API, List Blobs.
 * @param container URL of the container, without a query.
 */
export async function provenEmpty(storage: RawClient, container: string, prefix: string): Promise<boolean> {
  const query = new URLSearchParams({ restype: "container", comp: "list", maxresults: "1", prefix });
  const response = await storage.send({
    method: "GET",
    url: `${container}?${query}`,
    headers: { accept: "application/xml", "x-ms-version": storageVersion },
  });
  return isEmptyPage(response);
}

/** A page without blobs may still have a successor, which its marker names. */
function isEmptyPage({ status, bodyAsText }: PipelineResponse): boolean {
  const text = bodyAsText ?? "";
  return status === 200 && /<Blobs\s*(\/>|><\/Blobs>)/.test(text) && /<NextMarker\s*(\/>|><\/NextMarker>)/.test(text);
}
