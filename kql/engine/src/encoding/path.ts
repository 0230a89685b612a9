/** What parse_path() tells of a path: https://learn.microsoft.com/kusto/query/parse-path-function */
export function pathParts(path: string): Record<string, string> {
  const [, scheme = "", rest = ""] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(.*)$/s.exec(path) ?? [];
  const cut = Math.max(rest.lastIndexOf("/"), rest.lastIndexOf("\\"));
  const directory = cut < 0 ? "" : rest.slice(0, cut);
  const last = rest.slice(cut + 1);
  const drive = /^(?:\\\\\?\\)?([A-Za-z]:)/.exec(rest)?.[1] ?? "";
  const colon = cut < 0 && drive !== "" ? -1 : last.indexOf(":");
  const file = colon < 0 ? last : last.slice(0, colon);
  return {
    Scheme: scheme,
    RootPath: drive,
    DirectoryPath: directory,
    DirectoryName: directory.slice(Math.max(directory.lastIndexOf("/"), directory.lastIndexOf("\\")) + 1),
    Filename: file,
    Extension: file.includes(".") ? file.slice(file.lastIndexOf(".") + 1) : "",
    AlternateDataStreamName: colon < 0 ? "" : last.slice(colon + 1),
  };
}
