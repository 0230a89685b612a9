import { priceBookFor, type Savings } from "@logdoctor/shared-policies";

/** "$1.23", with as many digits as it takes to see a small sum. */
function dollars(amount: number): string {
  const digits = amount !== 0 && Math.abs(amount) < 0.1 ? 4 : 2;
  return `${amount < 0 ? "-" : ""}$${Math.abs(amount).toFixed(digits)}`;
}

/** "12.3 %" of a share between 0 and 1. */
function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** What a run saves, with both denominators and where the prices come from. */
export function savingsLines(savings: Savings, region: string, at: Date): string[] {
  const { before, after, savedPerMonth, ofBill, ofRetention } = savings;
  const book = priceBookFor(region, at);
  const checked = book.verified ? "" : ", not checked against Microsoft's own page";
  return [
    `Saves ${dollars(savedPerMonth)} a month: ${percent(ofBill)} of the whole bill (${dollars(before.total)} -> ${dollars(after.total)}), ${percent(ofRetention)} of the retention line (${dollars(before.retention + before.longTerm)} -> ${dollars(after.retention + after.longTerm)}).`,
    `Prices: ${savings.priceBookId}, from ${book.effectiveFrom}${checked}.`,
  ];
}
