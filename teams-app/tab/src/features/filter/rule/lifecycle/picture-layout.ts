import type { FilterState } from "@logdoctor/shared-policies";

/** Where the states stand in the picture, in its own units. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly at: Readonly<Record<FilterState, readonly [x: number, y: number]>>;
}

export const box = { width: 118, height: 40 } as const;

export const wideLayout: Layout = {
  width: 640,
  height: 190,
  at: {
    Draft: [64, 40],
    Testing: [234, 40],
    Active: [404, 40],
    Monitoring: [574, 40],
    Review: [490, 150],
    Disabled: [150, 150],
  },
};

export const tallLayout: Layout = {
  width: 290,
  height: 380,
  at: {
    Draft: [66, 30],
    Testing: [66, 130],
    Active: [66, 230],
    Monitoring: [145, 345],
    Review: [222, 230],
    Disabled: [222, 30],
  },
};

export interface Edge {
  readonly from: FilterState;
  readonly to: FilterState;
  /** Both ways are there, so each is drawn on its own side. */
  readonly paired: boolean;
}

const ways: readonly (readonly [FilterState, FilterState])[] = [
  ["Draft", "Testing"],
  ["Testing", "Draft"],
  ["Testing", "Active"],
  ["Active", "Monitoring"],
  ["Monitoring", "Active"],
  ["Active", "Review"],
  ["Monitoring", "Review"],
  ["Review", "Active"],
  ["Review", "Disabled"],
  ["Disabled", "Draft"],
];

/** Every way from one state to another. */
export const edges: readonly Edge[] = ways.map(([from, to]) => ({
  from,
  to,
  paired: ways.some(([a, b]) => a === to && b === from),
}));

export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

const apart = 8;
const gap = 3;

/** The arrow from edge to edge of two boxes; one of a pair lies to the right of its direction. */
export function lineOf({ from, to, paired }: Edge, { at }: Layout): Line {
  const [ax, ay] = at[from];
  const [bx, by] = at[to];
  const length = Math.hypot(bx - ax, by - ay);
  const [dx, dy] = [(bx - ax) / length, (by - ay) / length];
  const side = paired ? apart : 0;
  const [x, y] = [-dy * side, dx * side];
  const start = reach(dx, dy, x, y);
  const end = reach(-dx, -dy, x, y);
  return {
    x1: ax + x + dx * start,
    y1: ay + y + dy * start,
    x2: bx + x - dx * end,
    y2: by + y - dy * end,
  };
}

/** How far a ray that starts beside the middle of a box goes until it has left the box. */
function reach(...[dx, dy, x, y]: readonly [number, number, number, number]): number {
  const along = (direction: number, offset: number, half: number): number =>
    direction === 0 ? Number.POSITIVE_INFINITY : (half - Math.sign(direction) * offset) / Math.abs(direction);
  return Math.min(along(dx, x, box.width / 2), along(dy, y, box.height / 2)) + gap;
}
