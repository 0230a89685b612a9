const maxSlug = 48;

/** An id that people can read: a slug of the name and some random characters. */
export function newDocumentId(name: string, random: string): string {
  const slug = name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{Mark}+/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, maxSlug)
    .replace(/-+$/, "");
  const suffix = random
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "x")
    .slice(-10);
  return slug === "" ? `p-${suffix}` : `${slug}-${suffix}`;
}
