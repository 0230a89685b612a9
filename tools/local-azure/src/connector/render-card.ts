type Node = Readonly<Record<string, unknown>>;

const palette: Readonly<Record<string, string>> = {
  attention: "#c4314b",
  warning: "#8a5a00",
  good: "#237b4b",
  default: "inherit",
};

/**
 * A card as a web page, near to how Teams shows it: for people to look at, and for pictures. Elements that it does not
 * know are shown by their fallback; nothing in it runs, and links lead nowhere.
 */
export function renderCard(card: Node): string {
  const lang = typeof card["lang"] === "string" ? card["lang"] : "en";
  return `<!doctype html><html lang="${escaped(lang)}"><head><meta charset="utf-8"><title>${escaped(text(card["fallbackText"]))}</title><style>${style}</style></head><body><article>${nodes(card["body"])}<footer>${nodes(card["actions"])}</footer></article></body></html>`;
}

const style =
  "body{font:14px/1.4 'Segoe UI','Noto Sans','Noto Sans KR','Noto Sans JP',sans-serif;background:#f5f5f5;margin:24px;color:#242424}" +
  "article{background:#fff;border-radius:8px;box-shadow:0 1px 4px #0003;padding:16px;max-width:640px}" +
  "p,section{margin:0 0 8px}section{padding:8px 12px;border-radius:4px}dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;margin:0 0 8px}" +
  "dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}code{font:13px/1.4 Consolas,monospace;overflow-wrap:anywhere}" +
  ".subtle{color:#616161}.bolder{font-weight:600}.large{font-size:18px}.small{font-size:12px}" +
  "footer{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}button{font:inherit;padding:5px 12px;border:1px solid #d1d1d1;border-radius:4px;background:#fff}" +
  ".positive{background:#5b5fc7;color:#fff;border-color:#5b5fc7}.destructive{color:#c4314b;border-color:#c4314b}" +
  ".box-attention{background:#fcf4f6}.box-warning{background:#fbf6d9}.box-good{background:#f1faf4}.box-emphasis{background:#f0f0f0}";

function nodes(list: unknown): string {
  return Array.isArray(list) ? list.map((one) => node(one as Node)).join("") : "";
}

function node(one: Node): string {
  const draw = drawers[text(one["type"])];
  if (draw !== undefined) return draw(one);
  const { fallback } = one as { readonly fallback?: unknown };
  return typeof fallback === "object" && fallback !== null ? node(fallback as Node) : "";
}

const drawers: Readonly<Record<string, (one: Node) => string>> = {
  TextBlock: (one) =>
    `<p class="${classes(one)}" style="color:${palette[text(one["color"])] ?? "inherit"}">${markdown(text(one["text"]))}</p>`,
  RichTextBlock: (one) => `<p>${nodes(one["inlines"])}</p>`,
  TextRun: (one) => {
    const tag = one["fontType"] === "monospace" ? "code" : "span";
    return `<${tag} class="${classes(one)}">${escaped(text(one["text"]))}</${tag}>`;
  },
  FactSet: (one) => `<dl>${facts(one["facts"])}</dl>`,
  Container: (one) => `<section class="box-${escaped(text(one["style"]))}">${nodes(one["items"])}</section>`,
  "Action.Execute": button,
  "Action.ShowCard": button,
  "Action.OpenUrl": button,
};

function facts(list: unknown): string {
  if (!Array.isArray(list)) return "";
  const rows = list as readonly { readonly title: string; readonly value: string }[];
  return rows.map(({ title, value }) => `<dt>${markdown(title)}</dt><dd>${markdown(value)}</dd>`).join("");
}

function button(one: Node): string {
  return `<button type="button" class="${escaped(text(one["style"]))}">${escaped(text(one["title"]))}</button>`;
}

function classes(one: Node): string {
  const named = [one["size"], one["weight"], one["isSubtle"] === true ? "subtle" : ""].filter((name) => name !== "");
  return escaped(named.filter((name) => typeof name === "string").join(" "));
}

// The part of Markdown that gives characters back their plain meaning; the cards use no other.
function markdown(source: string): string {
  const plain = source.replace(/\\([\\`*_{}[\]()#+\-.!|~>&:@])/g, "$1").replace(/&lt;/g, "<");
  return escaped(plain);
}

function escaped(source: string): string {
  return source.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
