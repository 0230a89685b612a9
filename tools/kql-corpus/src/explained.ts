/**
 * Answers that differ from the copied ones, by id, and why they stay: a page of the documentation that prints something
 * else than Kusto answers, or a recorded answer that Kusto does not promise.
 */
export const EXPLAINED: Readonly<Record<string, string>> = {
  "kusto/query/array-iff-function#3":
    "the page prints the condition as booleans although it is a text, an instant and null",
  "kusto/query/bin-function#2": "the page prints 14:00:00:00 for the timespan 14.00:00:00",
  "kusto/query/geo-geohash-to-central-point-function#3": "the page prints the address as a link",
  "kusto/query/geo-polygon-centroid-function#3": "the page's JSON lacks its opening brace",
  "kusto/query/geo-polygon-to-s2cells-function#1": "the page prints another name than the query gives",
  "kusto/query/min-of-function#2": "the page prints null as (null)",
  "kusto/query/parse-url-function#1": "the page prints the query parameters as a text with quotes in it",
  "kusto/query/parse-url-query-function#1": "the page prints the query parameters as a text with quotes in it",
  "kusto/query/parse-version-function#1": "the page prints some numbers with commas",
  "kusto/query/series-atan-function#1": "the page prints another array than the query gives",
  "kusto/query/series-sin-function#1": "the page prints another array than the query gives",
  "kusto/query/toguid-function#1": 'the page prints "isn\'t" for "is not" in a text of the query',
  "kusto/query/trim-start-function#1": "the page prints the address as a link",
  "kusto/query/url-encode-function#1": "the page prints the address with a slash that the query has not",
};
