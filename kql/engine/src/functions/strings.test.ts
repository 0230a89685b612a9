import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const table = (...texts: string[]) =>
  `datatable(s:string)[${texts.map((text) => JSON.stringify(text)).join(",")}] | project s`;

// Terms: where the ends of what is looked for are letters or digits, they are ends of terms.
test.each<[test: string, texts: string[], found: string[]]>([
  ['s has ".exe"', ["a.exe b", "a.exec"], ["a.exe b"]],
  ['s has "WWW.a"', ["www.a.com", "xwww.a.com"], ["www.a.com"]],
  ['s has ""', ["", "x"], ["", "x"]],
  ['s has "LÀ"', ["naïve", "été – là"], ["été – là"]],
  ['s hassuffix "dog" and s !hasprefix "dog"', ["hot dog", "hotdog"], ["hotdog"]],
  ['s has_any ("error", "foo")', ["한error foo", "é errors", "é Foo"], ["한error foo", "é Foo"]],
  [
    's has "error"',
    ["—error—", "a`error{", "é my_error", "errors é", "é xerror"],
    ["—error—", "a`error{", "é my_error"],
  ],
  ['s has_any ("b", "x", "y", "z")', ["a b c", "a c", "xy"], ["a b c"]],
  ['s has_all (dynamic(["A", "c"]))', ["a b c", "A c", "c"], ["a b c", "A c"]],
  ['s has_any (split("x,AB", ","))', ["Ab cd", "abcd"], ["Ab cd"]],
  ['s has tolower("CD")', ["ab CD", "abcd"], ["ab CD"]],
  ['s =~ "ÅNGSTRÖM"', ["ångström", "angstrom"], ["ångström"]],
  ['s contains tolower("É")', ["CAFÉS", "cafes"], ["CAFÉS"]],
  ['s matches regex @"\\b\\w+é\\b"', ["un été", "étés", "ete"], ["un été"]],
  ['s matches regex @"(?i)^[^\\W_]+$"', ["Été", "a_b", ""], ["Été"]],
])("where %s", async (condition, texts, found) => {
  expect(await rowsOf(engine, `${table(...texts)} | where ${condition}`)).toEqual(
    found.map((text) => JSON.stringify([text])),
  );
});

test.each<[print: string, row: unknown[]]>([
  ['toupper("straße"), tolower("ПРИВЕТ"), reverse("é😀a")', ["STRAßE", "привет", "a😀é"]],
  ["regex_quote('(so$me.Te^xt)'), regex_quote('a-b|c_1')", ["\\(so\\$me\\.Te\\^xt\\)", "a\\-b\\|c_1"]],
  [
    'punycode_domain_to_string("bücher.example.org"), punycode_domain_from_string("xn--bcher-kva.example.org")',
    ["xn--bcher-kva.example.org", "bücher.example.org"],
  ],
  // Case is kept, and the ideographic full stops are dots: the documented examples of both functions.
  [
    'punycode_domain_to_string("Lê Lợi\u3002Thuận Thiên\u3002com"), punycode_domain_to_string("Riðill\uff61Skáldskaparmál\uff61org"), punycode_domain_to_string("Kaledvoulc\'h.Artorījos.edu")',
    [
      "xn--L Li-gpa4517b.xn--Thun Thin-s4a7194f.com",
      "xn--Riill-jta.xn--Skldskaparml-dbbj.org",
      "Kaledvoulc'h.xn--Artorjos-ejb.edu",
    ],
  ],
  [
    'punycode_domain_from_string("xn--Ge-mia.Bulg.edu"), punycode_domain_from_string("xn--Ry-lja8c.xn--Jng-uta63a.xn--Bng-9ka.com")',
    ["Gáe.Bulg.edu", "Rúyì.Jīngū.Bàng.com"],
  ],
  [
    'array_strcat(dynamic([1, 2]), "-"), parseurl("http://a.b/c").Host, hash_md5(toint("7"))',
    ["1-2", "a.b", "8f14e45fceea167a5a36dedd4bea2543"],
  ],
  ['strcat_delim("-", 1, true, "x"), strrep(3s, 2, " "), strcmp("a", "B")', ["1-True-x", "00:00:03 00:00:03", 1]],
  ['substring("abcdef", -2), substring("abc", 1, -1), substring("é😀a", 1, 1)', ["ef", "", "😀"]],
  ['split("a||b", "||"), split("a,b", ",", 1), split("a", ",", 1)', ['["a","b"]', '["b"]', null]],
  ['replace_string("a.b", ".", "\\\\1"), translate("krasp", "otsku", "spark")', ["a\\1b", "kusto"]],
  ['replace_strings("a cat", dynamic(["a ", "cat"]), dynamic(["the ", "dog"]))', ["the dog"]],
  ['indexof("abcdefg", "cde", 1, 2), indexof("abcdefg", "cde", -5), indexof("é😀a", "a")', [-1, 2, 2]],
  ['indexof("abcdefgabcdefg", "cde", 1, 10, 2), indexof("a", "a", 0, -2)', [9, null]],
  ['indexof_regex("abcabcdefg", @"a.c", 0, 9, 2), indexof_regex("ababaa", @"a.a", 0, -1, 2)', [3, -1]],
  ['countof("ababa", "aba"), countof("ababa", "aba", "regex"), countof("aXa", "a")', [2, 1, 2]],
  ['extract(@"(\\d+)-(?P<n>\\w+)", 2, "12-é!"), extract("x(y)?", 1, "x"), extract("z", 0, "x")', ["é", "", ""]],
  ['extract(@"\\d+", 0, "a42b", typeof(long)), extract_json("$.a[1]", \'{"a":[1,2]}\', typeof(int))', [42, 2]],
  [
    'extract_all(@"(\\w)(\\w+)(\\w)", dynamic([1, 3]), "abc def"), extract_all("(q)", "x")',
    ['[["a","c"],["d","f"]]', null],
  ],
  [
    'replace_regex("hello world", @"(\\w)(\\w*)", @"\\2\\1"), replace_regex("abc", "b*", "-")',
    ["elloh orldw", "-a-c-"],
  ],
  ['trim(" ", "  x "), trim_end(@"\\s+", "x \\u00a0"), trim("1", "11")', [" x", "x", ""]],
])("print %s", async (print, row) => {
  expect(await rowsOf(engine, `print ${print}`)).toEqual([JSON.stringify(row)]);
});

test.each<[print: string, row: unknown[]]>([
  ['hash("World", 100), hash_xxhash64(datetime(2015-01-01))', [51, 1380966698541616202n]],
  [
    "hash_md5(datetime(2020-01-01)), hash_sha1('a')",
    ["786c530672d1f8db31fee25ea8a9390b", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"],
  ],
  ['url_encode("https://a/é b"), url_decode("a%20b+c")', ["https%3a%2f%2fa%2f%c3%a9+b", "a b c"]],
  [
    'base64_encode_tostring("é"), base64_decode_tostring("w6k="), base64_decode_tostring("w6k"), base64_decode_toarray("S3U=")',
    ["w6k=", "é", "", "[75,117]"],
  ],
  ['zlib_decompress_from_base64_string("eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=")', ["Test string 123"]],
  [
    'unicode_codepoints_from_string("aé"), make_string(dynamic([72, 105]), 33), isascii("é")',
    ["[97,233]", "Hi!", false],
  ],
  [
    'punycode_from_string("académie-française"), punycode_to_string("acadmie-franaise-npb1a")',
    ["acadmie-franaise-npb1a", "académie-française"],
  ],
  ["base64_encode_fromguid(guid(ae3133f2-6e22-49ae-b06a-16e6a9b212eb))", ["8jMxriJurkmwahbmqbIS6w=="]],
  ['has_any_index("this is an example", dynamic(["not", "EXAMPLE"])), has_any_index("a", dynamic([]))', [1, -1]],
  [
    'parse_version("1.2.3.4"), parse_version("0.2"), parse_version("a")',
    ["1000000020000000300000004", "20000000000000000", null],
  ],
  ['parse_url("http://u:p@h:80/p?a=b#f").Path, parse_urlquery("k1=v1")', ["/p", '{"Query Parameters":{"k1":"v1"}}']],
  [
    'parse_path(@"C:\\temp\\f.tar.gz").DirectoryName, parse_path("file://C:/t/f.txt:s.exe").AlternateDataStreamName',
    ["temp", "s.exe"],
  ],
])("print %s", async (print, row) => {
  const printed = `[${row.map((cell) => (typeof cell === "bigint" ? String(cell) : JSON.stringify(cell))).join(",")}]`;
  expect(await rowsOf(engine, `print ${print}`)).toEqual([printed]);
});

test.each<[print: string, row: unknown[]]>([
  [
    'parse_ipv4("192.168.1.1/24"), parse_ipv4_mask("127.0.0.1", 24), parse_ipv4("300.1.1.1")',
    [3232235776, 2130706432, null],
  ],
  [
    'ipv4_compare("192.168.1.1/30", "192.168.1.255/24"), ipv4_is_match("1.1.1.1", "1.1.1.2"), ipv4_compare("x", "1.1.1.1")',
    [0, false, null],
  ],
  [
    'ipv4_is_in_range("192.168.1.6", "192.168.1.1/24"), ipv4_is_in_any_range("1.1.1.1", dynamic(["10.0.0.0/8", "1.1.1.1"]))',
    [true, true],
  ],
  ['ipv4_is_private("172.31.0.1"), ipv4_is_private("172.32.0.1"), ipv4_netmask_suffix("10.1.2.3/8")', [true, false, 8]],
  [
    'format_ipv4("192.168.1.1", 24), format_ipv4_mask(3232235777, 24), format_ipv4("1.1.1.1", -1)',
    ["192.168.1.0", "192.168.1.0/24", ""],
  ],
  ['ipv4_range_to_cidr_list("1.1.128.0", "1.1.140.255")', ['["1.1.128.0/21","1.1.136.0/22","1.1.140.0/24"]']],
  [
    'parse_ipv6("::1"), parse_ipv6_mask("127.0.0.1", 120)',
    ["0000:0000:0000:0000:0000:0000:0000:0001", "0000:0000:0000:0000:0000:ffff:7f00:0000"],
  ],
  [
    'ipv6_compare("fe80::1", "fe80::2", 127), ipv6_is_match("::ffff:7f00:1", "127.0.0.1"), ipv6_is_in_range("fe80::1", "fe80::/10")',
    [-1, true, true],
  ],
  [
    'has_ipv4("05:04 127.0.0.1 GET", "127.0.0.1"), has_ipv4("9127.0.0.1", "127.0.0.1"), has_any_ipv4_prefix("a 10.1.2.3", "10.", "9.")',
    [true, false, true],
  ],
])("print %s", async (print, row) => {
  expect(await rowsOf(engine, `print ${print}`)).toEqual([JSON.stringify(row)]);
});

test.each<[query: string, message: string]>([
  ['print "a" matches regex "(?=a)"', "look-around"],
  ['print extract("(a", 1, "a")', "a group is not closed"],
  ['print replace_regex("a", @"(a)\\1", "b")', "backreferences"],
  ['print "a" matches regex "[a&&b]"', "the operator &&"],
  ['print extract("a(b)", 2, "ab")', "no group 2"],
  ['datatable(s:string)["naïve"] | where s has "na"', "beside letters beyond ASCII"],
  ['datatable(s:string)["\u212a"] | where s =~ "k"', "U+212A"],
  ['print parse_ipv4("010.1.1.1")', "not proven"],
  ["print hash(1)", "not documented"],
  ['print punycode_domain_to_string("straße.de")', "no punycode"],
  ['print punycode_domain_to_string("λόγος.gr")', "no punycode"],
  ['print punycode_domain_to_string("a\u200dé.org")', "no punycode"],
  ['print punycode_domain_to_string("bücher\uff0eorg")', "no punycode"],
  ['print punycode_domain_from_string("bücher\u3002org")', "no punycode"],
  ['print punycode_domain_from_string("xn--strae-oqa.de")', "no punycode"],
  ['print punycode_domain_from_string("xn--abc-.org")', "no punycode"],
  ['print geo_info_from_ip_address("1.1.1.1")', "not known here"],
])("refuses %s", async (query, message) => {
  await expect(rowsOf(engine, query)).rejects.toThrow(message);
});
