/** A link target that a document from the API may set: web addresses and paths, never scripts. */
export function hrefOf(url: string): string | undefined {
  return /^(https?:\/\/|\/(?!\/))/i.test(url) ? url : undefined;
}
