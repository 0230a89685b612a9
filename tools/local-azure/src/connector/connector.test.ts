import { beforeEach, describe, expect, test } from "vitest";
import { type Connector, createConnector } from "./connector.ts";
import { renderCard } from "./render-card.ts";

let connector: Connector;
beforeEach(() => {
  connector = createConnector();
});

const base = "https://smba.trafficmanager.net/kr/v3/conversations/19%3Aa%40thread.tacv2/activities";

async function write(method: "POST" | "PUT", card: object, path = ""): Promise<Response> {
  const body = JSON.stringify({ type: "message", summary: "s", attachments: [{ content: card }] });
  return connector.fetch(new Request(`${base}${path}`, { method, body, headers: { authorization: "Bearer t" } }));
}

describe("the fake connector", () => {
  test("keeps what was posted, as it was last written", async () => {
    const { id } = (await (await write("POST", { a: 1 })).json()) as { id: string };
    expect((await write("PUT", { a: 2 }, `/${encodeURIComponent(id)}`)).status).toBe(200);
    const [message] = connector.messages();
    expect(message).toMatchObject({ activityId: id, conversationId: "19:a@thread.tacv2", card: { a: 2 }, writes: 2 });
    expect(connector.requests.map(({ method, token }) => `${method} ${token}`)).toEqual(["POST t", "PUT t"]);
  });

  test("refuses as it is told, with or without doing what was asked", async () => {
    connector.fail({ status: 429, retryAfter: 7 });
    connector.fail({ status: 504, applied: true });
    const first = await write("POST", {});
    expect([first.status, first.headers.get("retry-after"), connector.messages().length]).toEqual([429, "7", 0]);
    expect([(await write("POST", {})).status, connector.messages().length]).toEqual([504, 1]);
  });

  test("answers 404 for a message that is gone", async () => {
    const { id } = (await (await write("POST", {})).json()) as { id: string };
    connector.forget(id);
    const gone = await write("PUT", {}, `/${id}`);
    expect([gone.status, await gone.json()]).toMatchObject([
      404,
      { error: { code: "ActivityNotFoundInConversation" } },
    ]);
  });
});

describe("a rendered card", () => {
  test("shows text as text, whatever it holds", () => {
    const evil = '<script>alert(1)</script>"';
    const html = renderCard({
      lang: "ko",
      fallbackText: evil,
      body: [
        { type: "TextBlock", text: evil, size: evil },
        { type: "RichTextBlock", inlines: [{ type: "TextRun", text: evil, fontType: "monospace" }] },
        { type: "FactSet", facts: [{ title: "a\\.b", value: "&lt;at\\>" }] },
        { type: "Badge", text: "new", fallback: { type: "TextBlock", text: "instead" } },
      ],
      actions: [{ type: "Action.Execute", title: evil, style: "positive" }],
    });
    expect(html).not.toContain("<script>");
    expect(html).toContain("<dt>a.b</dt><dd>&#60;at&#62;</dd>");
    expect(html).toContain("instead");
    expect(html).toMatch(/<button type="button" class="positive">/);
  });
});
