import { expect, test } from "vitest";
import { type PriceBook, priceBooks } from "../price-book.ts";
import { type FilteredVolume, filterSavings } from "./filter-savings.ts";

const [list] = priceBooks;
if (list === undefined) throw new Error("There is no price book");
const book: PriceBook = { ...list, ingestion: { analytics: 2, basic: 0.5, auxiliary: 0.05 }, logProcessing: 0.1 };
const GB = 1e9;

// The page's own examples: of 20 GB, dropping 12 is charged for 2, dropping 8 for none.
test.each<[dropped: number, plan: FilteredVolume["plan"], sentinel: boolean, money: [saved: number, charge: number]]>([
  [12, "analytics", false, [24, 0.2]],
  [8, "analytics", false, [16, 0]],
  [10, "analytics", false, [20, 0]],
  [12, "analytics", true, [24, 0]],
  [12, "basic", true, [6, 0.2]],
  [0, "auxiliary", false, [0, 2]],
  [20, "auxiliary", false, [1, 2]],
])("20 GB, %i dropped, %s, Sentinel %s", (dropped, plan, sentinel, [saved, charge]) => {
  const { ingestionSaved, processingCharge, net } = filterSavings(
    { bytesIn: 20 * GB, bytesDropped: dropped * GB, plan, sentinel },
    book,
  );
  expect(ingestionSaved).toBeCloseTo(saved, 9);
  expect(processingCharge).toBeCloseTo(charge, 9);
  expect(net).toBeCloseTo(saved - charge, 9);
});

test("more dropped than arrived is refused", () => {
  const volume = { bytesIn: 1, bytesDropped: 2, plan: "analytics", sentinel: false } as const;
  expect(() => filterSavings(volume, book)).toThrow(RangeError);
});
