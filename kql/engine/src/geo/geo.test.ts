import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../engine.ts";
import { rowsOf } from "../testing/run-query.ts";
import type { Engine } from "../types.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

async function value(expression: string): Promise<unknown> {
  const [row = "[]"] = await rowsOf(engine, `print ${expression}`);
  const cell: unknown = JSON.parse(row)[0];
  return typeof cell === "string" && /^[[{]/.test(cell) ? JSON.parse(cell) : cell;
}

/** The same with numbers to 12 digits: the documentation's last ones are not reproducible. */
async function rounded(expression: string): Promise<unknown> {
  return JSON.parse(
    JSON.stringify(await value(expression), (_, item: unknown) =>
      typeof item === "number" ? Number(item.toPrecision(12)) : item,
    ),
  );
}

const shape = (type: string, coordinates: string) => `dynamic({"type":"${type}","coordinates":${coordinates}})`;
const line = (coordinates: string) => shape("LineString", coordinates);
const polygon = (coordinates: string) => shape("Polygon", coordinates);
const SQUARE = polygon("[[[0,0],[2,0],[2,2],[0,2],[0,0]]]");
const NEXT = polygon("[[[2,0],[4,0],[4,2],[2,2],[2,0]]]");
const FAR = polygon("[[[20,0],[22,0],[22,2],[20,0]]]");
const RING = polygon("[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[3,3],[3,6],[6,6],[6,3],[3,3]]]");
const PARK = polygon(
  "[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]",
);
const WAY = line("[[-73.95796,40.80042],[-73.97317,40.764486]]");

describe("cells", () => {
  test.each<[expression: string, value: unknown]>([
    ["geo_point_to_geohash(-122.303404, 47.570482)", "c23n8"],
    ["geo_point_to_geohash(180, 90, 1)", "z"],
    ["strlen(geo_point_to_geohash(1.5, -2.5, 18))", 18],
    ["geo_point_to_geohash(200, 1, 8)", ""],
    ["geo_point_to_geohash(1, 1, 19)", ""],
    ["geo_point_to_geohash(real(null), 1)", ""],
    ["geo_geohash_to_central_point('sunny')", { type: "Point", coordinates: [42.47314453125, 23.70849609375] }],
    ["geo_geohash_to_central_point('a')", null],
    ["geo_geohash_to_polygon('')", null],
    ["geo_geohash_neighbors('sunny')", ["sunnt", "sunpj", "sunnx", "sunpn", "sunnv", "sunpp", "sunnz", "sunnw"]],
    ["geo_point_to_s2cell(-80.195829, 25.802215, 8)", "88d9b"],
    ["geo_point_to_s2cell(1, 1, 31)", ""],
    ["geo_s2cell_to_central_point('a')", null],
    [
      "geo_s2cell_neighbors('89c259')",
      ["89c25d", "89c2f9", "89c251", "89c257", "89c25f", "89c25b", "89c2f7", "89c2f5"],
    ],
    ["geo_point_to_h3cell(-74.04450446039874, 40.689250859314974)", "862a1072fffffff"],
    ["geo_h3cell_level('862a1072fffffff')", 6],
    ["geo_h3cell_level('862a1072ffffff')", null],
    ["geo_h3cell_parent('862a1072fffffff')", "852a1073fffffff"],
    ["geo_h3cell_parent('862a1072fffffff', 1)", "812a3ffffffffff"],
    ["geo_h3cell_parent('862a1072fffffff', 15)", ""],
    ["geo_h3cell_parent('123')", ""],
    ["array_length(geo_h3cell_children('862a1072fffffff'))", 7],
    ["array_length(geo_h3cell_children('862a1072fffffff', 11))", 16807],
    ["geo_h3cell_children('862a1072fffffff', 12)", null],
    ["geo_h3cell_rings('861f8894fffffff', 0)", [["861f8894fffffff"]]],
    ["array_length(geo_h3cell_rings('861f8894fffffff', 2)[2])", 12],
    ["geo_h3cell_rings('861f8894fffffff', 143)", null],
    [
      "geo_h3cell_neighbors('862a1072fffffff')",
      [
        "862a10727ffffff",
        "862a10707ffffff",
        "862a1070fffffff",
        "862a10777ffffff",
        "862a100dfffffff",
        "862a100d7ffffff",
      ],
    ],
    [`geo_polygon_to_s2cells(${polygon("[[[0.1,0.1],[1,0.1],[1,1],[0.1,0.1]]]")}, 5)`, ["1004"]],
    [`geo_polygon_to_s2cells(${polygon("[[[0,0],[0,50],[100,50],[0,0]]]")}, 30)`, null],
    [`geo_line_to_s2cells(${line("[[0.1,0.1],[0.2,0.2]]")}, 5)`, ["1004"]],
    [`geo_line_to_s2cells(${line("[[0.1,0.1],[0.2,0.2]]")}, 5, 1000)`, ["1004"]],
    [`geo_line_to_s2cells(${line("[[0.1,0.1],[0.2,0.2]]")}, 5, 12000)`, ["0ffc", "1004", "1aac"]],
    [`geo_line_to_s2cells(${line("[[0.1,0.1],[0.2,0.2]]")}, 5, 16000)`, ["0554", "0ffc", "1004", "1aac"]],
    [`geo_line_to_s2cells(${line("[[0.1,0.1],[0.2,0.2]]")}, 5, -1)`, null],
    [`geo_line_to_s2cells(${line("[[[0,0],[0,0]]]")})`, null],
  ])("%s", async (expression, expected) => expect(await value(expression)).toEqual(expected));
});

describe("measures", () => {
  test.each<[expression: string, value: unknown]>([
    ["geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056)", 1546754.35197],
    ["geo_distance_2points(0, 0, 1, 0, true)", 111319.490793],
    ["geo_distance_2points(300, 1, 1, 1)", null],
    ["geo_azimuth(5, 10, 10, -40)", 3.05459939796],
    ["geo_azimuth(5, 10, 5, 10)", null],
    ["geo_azimuth(0, 0, 180, 0)", null],
    ["degrees(geo_angle(0, 10, 0, 5, 3, -10))", 168.732543198],
    ["geo_angle(0, 10, 0, 10, 3, -10)", null],
    ["geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)", false],
    ["geo_point_in_circle(1, 1, 1, 1, 1)", true],
    ["geo_point_in_circle(1, 1, 1, 1, 0)", null],
    [`geo_point_in_polygon(1, 1, ${SQUARE})`, true],
    [`geo_point_in_polygon(4, 4, ${RING})`, false],
    ["geo_point_in_polygon(1, 1, dynamic(null))", null],
    [`geo_point_in_polygon(1, 1, ${polygon("[[[0,0],[10,10],[10,10],[0,0]]]")})`, null],
    [`geo_point_in_polygon(1, 1, ${polygon("[[[0,0],[2,2],[2,0],[0,2],[0,0]]]")})`, null],
    [`geo_point_in_polygon(1, 1, ${polygon("[[[0,0],[0,2],[2,2],[2,0],[0,0]]]")})`, true],
    [`geo_distance_point_to_polygon(4.5, 4.5, ${RING})`, 166278.368728],
    [`geo_distance_point_to_polygon(1, 1, ${SQUARE})`, 0],
    [`geo_closest_point_on_polygon(1, -5, ${SQUARE})`, { type: "Point", coordinates: [1, 0] }],
    [`geo_distance_point_to_line(0, 1, ${line("[[0,0],[1,0]]")})`, 111195.101177],
    ['geo_distance_point_to_line(1, 1, dynamic({"type":"LineString"}))', null],
    [`geo_polygon_perimeter(${PARK})`, 9930.30149605],
    [`geo_polygon_centroid(${PARK})`, { type: "Point", coordinates: [-73.9657356899, 40.7825505381] }],
    [`geo_line_interpolate_point(${WAY}, 0.25)`, { type: "Point", coordinates: [-73.9617640432, 40.7914366873] }],
    [`geo_line_interpolate_point(${WAY}, 1.1)`, null],
    [`geo_line_locate_point(${WAY}, -73.965, 40.792)`, 0.255601351003],
    [`geo_line_length(${shape("MultiLineString", "[[[0,0],[1,0]],[[5,0],[5,1]]]")})`, 222390.202355],
    [`geo_line_centroid(${line("[[1,1]]")})`, null],
  ])("%s", async (expression, expected) => expect(await rounded(expression)).toEqual(expected));

  test("a union counts once what its polygons share", async () => {
    const both = shape("MultiPolygon", "[[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[1,0],[3,0],[3,2],[1,2],[1,0]]]]");
    const all = polygon("[[[0,0],[3,0],[3,2],[2,2],[1,2],[0,2],[0,0]]]");
    await expect(value(`geo_polygon_area(${both})`)).rejects.toThrow("is not proven");
    const shifted = both.replaceAll("[1,0]", "[1,0.5]").replaceAll("[3,0]", "[3,0.5]");
    const [union, sum] = [await value(`geo_polygon_area(${shifted})`), await value(`geo_polygon_area(${all})`)];
    expect(Number(union)).toBeLessThan(Number(sum));
    expect(Number(union)).toBeGreaterThan(0.9 * Number(sum));
  });
});

describe("shapes of shapes", () => {
  test.each<[expression: string, value: unknown]>([
    ["geo_from_wkt('POINT (1 2)')", { type: "Point", coordinates: [1, 2] }],
    [
      "geo_from_wkt('MULTIPOINT ((1 1), (2 2.5))')",
      {
        type: "MultiPoint",
        coordinates: [
          [1, 1],
          [2, 2.5],
        ],
      },
    ],
    [
      "geo_from_wkt('GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 1, 2 2))')",
      {
        type: "GeometryCollection",
        geometries: [
          { type: "Point", coordinates: [1, 2] },
          {
            type: "LineString",
            coordinates: [
              [1, 1],
              [2, 2],
            ],
          },
        ],
      },
    ],
    ["geo_from_wkt('POINT (1 2')", null],
    [`geo_intersects_2lines(${line("[[0,0],[2,2]]")}, ${line("[[0,2],[2,0]]")})`, true],
    [`geo_intersects_2lines(${line("[[0,0],[2,2]]")}, ${SQUARE})`, null],
    [`geo_intersects_line_with_polygon(${line("[[-1,1],[3,1]]")}, ${SQUARE})`, true],
    [`geo_intersects_line_with_polygon(${line("[[4,4],[5,5]]")}, ${RING})`, false],
    [`geo_intersects_2polygons(${SQUARE}, ${NEXT})`, true],
    [`geo_intersects_2polygons(${SQUARE}, ${FAR})`, false],
    [
      `geo_intersection_2lines(${line("[[-1,0],[1,0]]")}, ${line("[[0,1],[0,-1]]")})`,
      { type: "Point", coordinates: [0, 0] },
    ],
    [`geo_intersection_2polygons(${SQUARE}, ${FAR})`, { type: "GeometryCollection", geometries: [] }],
    [
      `geo_intersection_2polygons(${polygon("[[[2,45],[0,45],[1,44],[2,45]]]")}, ${polygon("[[[3,44],[2,45],[2,43],[3,44]]]")})`,
      { type: "Point", coordinates: [2, 45] },
    ],
    [
      `geo_intersection_line_with_polygon(${line("[[-1,0.5],[0.5,0.5],[0.5,1]]")}, ${SQUARE})`,
      {
        type: "LineString",
        coordinates: [
          [0, 0.500038077902],
          [0.5, 0.5],
          [0.5, 1],
        ],
      },
    ],
    [
      `geo_union_polygons_array(pack_array(${SQUARE}, ${NEXT}))`,
      {
        type: "Polygon",
        coordinates: [
          [
            [2, 2],
            [0, 2],
            [0, 0],
            [2, 0],
            [4, 0],
            [4, 2],
            [2, 2],
          ],
        ],
      },
    ],
    [
      `geo_union_lines_array(pack_array(${line("[[0,0],[1,1],[2,1]]")}, ${line("[[1,1],[2,1],[3,0]]")}))`,
      {
        type: "LineString",
        coordinates: [
          [0, 0],
          [1, 1],
          [2, 1],
          [3, 0],
        ],
      },
    ],
    [`geo_simplify_polygons_array(pack_array(${SQUARE}), -1)`, null],
    [`geo_simplify_polygons_array(pack_array(${PARK}), 10000)`, null],
    [`isnull(geo_polygon_densify(${PARK}))`, false],
    [`geo_line_densify(${line("[[300,1],[1,1]]")})`, null],
    ["geo_point_buffer(10, 10, -1)", null],
    [`geo_polygon_buffer(${SQUARE}, 0)`, null],
  ])("%s", async (expression, expected) => expect(await rounded(expression)).toEqual(expected));
});

test("what is not settled is refused", async () => {
  for (const [expression, reason] of [
    [`geo_polygon_simplify(${SQUARE})`, "simplification"],
    [`geo_polygon_simplify(${PARK}, 10000)`, "simplification"],
    [`geo_line_densify(${line("[[0,50],[90,50]]")})`, "densified"],
    ["geo_point_buffer(1, 1, 10)", "buffer"],
    [`geo_polygon_to_h3cells(${SQUARE})`, "order"],
    [`geo_polygon_to_s2cells(${SQUARE}, 5, 2e7)`, "radius"],
    ["geo_geohash_neighbors('z')", "end of the map"],
    [`geo_intersects_2lines(${line("[[0,0],[0,2]]")}, ${line("[[0,1],[1,1]]")})`, "touch"],
    [`geo_line_length(${line("[[0,0],[0,0]]")})`, "twice"],
  ] as const)
    await expect(value(expression), expression).rejects.toThrow(reason);
});

describe("lookups", () => {
  const places = 'datatable(name:string, x:real, y:real)["in", 1, 1, "near", -0.001, 1, "out", 50, 1]';
  const shapes = `(datatable(id:string, shape:dynamic)["square", ${SQUARE}])`;
  const roads = `(datatable(id:string, shape:dynamic)["road", ${line("[[0,0],[0,2]]")}])`;
  test.each<[call: string, rows: string[]]>([
    [`geo_polygon_lookup(${shapes}, shape, x, y)`, ['["in","square"]']],
    [`geo_polygon_lookup(${shapes}, shape, x, y, radius = 200)`, ['["in","square"]', '["near","square"]']],
    [
      `geo_polygon_lookup(${shapes}, shape, x, y, return_unmatched = true)`,
      ['["in","square"]', '["near",""]', '["out",""]'],
    ],
    [`geo_line_lookup(${roads}, shape, x, y, 200)`, ['["near","road"]']],
  ])("%s", async (call, expected) => {
    const rows = await rowsOf(engine, `${places} | evaluate ${call} | project name, id | sort by name asc`);
    expect(rows).toEqual(expected);
  });
});
