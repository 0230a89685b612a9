import type { DocumentStore } from "../../documents/document-store.ts";
import { type CardKey, type PostedCard, readCard, writeCard } from "../card-store.ts";
import { DeliveryError } from "../delivery-error.ts";
import { requestTimeoutMs } from "./send-json.ts";

/** Much longer than a request to a channel may take. */
const holdMs = 60_000;
const busyMs = 300;

export interface Holding {
  readonly documents: DocumentStore;
  readonly now: () => Date;
}

/**
 * Lets one worker alone act on an incident's card in a channel, and stores what it makes of it. Whoever holds a card reads
 * the incident afterwards, so that of two updates the later one shows the later state.
 * @throws DeliveryError `pace` while another worker holds it.
 */
export async function holdCard(
  { documents, now }: Holding,
  key: CardKey,
  act: (card: PostedCard) => Promise<PostedCard>,
): Promise<PostedCard> {
  const read = await readCard(documents, key);
  const heldMs = Date.parse(read?.body.heldUntil ?? "") - now().getTime();
  if (heldMs > 0) throw busy(Math.min(heldMs, busyMs));
  const { subjectId, channel } = key;
  const before = read?.body ?? { subjectId, channel, missing: 0, heldUntil: "" };
  const card = { ...before, heldUntil: new Date(now().getTime() + holdMs).toISOString() };
  const taken = await documents.commit(key.tenantId, [writeCard(read, card, now())]);
  if (!taken.committed) throw busy(busyMs);
  const free = (after: PostedCard) =>
    documents.commit(key.tenantId, [
      writeCard({ etag: taken.etags[0] ?? "" }, { ...after, heldUntil: now().toISOString() }, now()),
    ]);
  let after: PostedCard;
  try {
    after = await act(card);
  } catch (error) {
    await free(card);
    throw error;
  }
  if (!(await free(after)).committed) throw busy(busyMs);
  return after;
}

/**
 * To be asked right before a request to the channel: whoever comes after must never be overtaken by it.
 * @throws DeliveryError `pace` when the request could outlast the hold.
 */
export function requireHeld({ heldUntil }: PostedCard, now: Date): void {
  if (Date.parse(heldUntil) - now.getTime() < 2 * requestTimeoutMs) throw busy(0);
}

function busy(retryAfterMs: number): DeliveryError {
  return new DeliveryError("pace", "Another worker is at this card.", { retryAfterMs });
}
