import { KqlError } from "../errors.ts";
import type { Scripted } from "./scripted.ts";

/** A number, or a fraction: the way in which it is computed shows in the last digit. */
type Factor = number | readonly [numerator: number, denominator: number];
type Factors = Readonly<Record<string, Factor>>;

// What one of each unit is in the unit of measure that has the factor 1; names as on the pages of convert_*().
const ANGLE: Factors = {
  ...metric("radian", ["Nano", "Micro", "Milli", "Centi", "Deci"]),
  Degree: Math.PI / 180,
  ...metric("degree", ["Nano", "Micro", "Milli"], Math.PI / 180),
  Arcminute: Math.PI / (60 * 180),
  Arcsecond: Math.PI / (3600 * 180),
  Gradian: Math.PI / 200,
  NatoMil: Math.PI / 3200,
  Radian: 1,
  Revolution: 2 * Math.PI,
};

const ENERGY: Factors = {
  Joule: 1,
  ...metric("joule", ["Milli", "Kilo", "Mega"]),
  Calorie: 4.184,
  ...metric("calorie", ["Kilo", "Mega"], 4.184),
  BritishThermalUnit: 1055.05585262,
  ...metric("britishThermalUnit", ["Kilo", "Mega", "Giga"], 1055.05585262),
  Erg: 1e-7,
  WattHour: 3600,
  ...metric("wattHour", ["Kilo", "Mega", "Giga"], 3600),
};

const FORCE: Factors = {
  Dyn: 1e-5,
  KilogramForce: 9.80665,
  KiloPond: 9.80665,
  Newton: 1,
  ...metric("newton", ["Micro", "Milli", "Deca", "Kilo", "Mega"]),
  PoundForce: 4.4482216152605,
  TonneForce: 9806.65,
};

/** The lengths of which there are speeds. */
const METERS: Readonly<Record<string, number>> = {
  Meter: 1,
  ...metric("meter", ["Nano", "Micro", "Milli", "Centi", "Deci", "Kilo"]),
  Foot: 0.3048,
  Inch: 0.0254,
  Yard: 0.9144,
};

const LENGTH: Factors = {
  ...METERS,
  ...metric("meter", ["Deca", "Hecto"]),
  Angstrom: 1e-10,
  Chain: 20.1168,
  DataMile: 1828.8,
  Fathom: 1.8288,
  Hand: 0.1016,
  Microinch: 2.54e-8,
  Mil: 2.54e-5,
  Mile: 1609.344,
  NauticalMile: 1852,
  UsSurveyFoot: [1200, 3937],
};

const MASS: Factors = {
  Gram: 0.001,
  ...metric("gram", ["Nano", "Micro", "Milli", "Centi", "Deci", "Deca", "Hecto", "Kilo"], 0.001),
  Tonne: 1000,
  ...metric("tonne", ["Kilo", "Mega"], 1000),
  Pound: 0.45359237,
  ...metric("pound", ["Kilo", "Mega"], 0.45359237),
  Ounce: 0.45359237 / 16,
  Stone: 0.45359237 * 14,
  ShortTon: 0.45359237 * 2000,
  LongTon: 0.45359237 * 2240,
  ShortHundredweight: 0.45359237 * 100,
  LongHundredweight: 0.45359237 * 112,
};

const SECONDS: Readonly<Record<string, number>> = { Second: 1, Minute: 60, Hour: 3600 };

const SPEED: Factors = {
  ...Object.fromEntries(
    Object.entries(METERS).flatMap(([length, meters]) =>
      Object.entries(SECONDS).map(([time, seconds]) => [`${length}Per${time}`, [meters, seconds] as const]),
    ),
  ),
  Knot: [1852, 3600],
  MilePerHour: [1609.344, 3600],
};

const VOLUME: Factors = {
  CubicMeter: 1,
  CubicCentimeter: 1e-6,
  CubicDecimeter: 1e-3,
  CubicHectometer: 1e6,
  CubicKilometer: 1e9,
  CubicMillimeter: 1e-9,
  CubicMicrometer: 1e-18,
  CubicFoot: 0.3048 ** 3,
  CubicInch: 0.0254 ** 3,
  CubicYard: 0.9144 ** 3,
  Liter: 1e-3,
  ...metric("liter", ["Micro", "Milli", "Centi", "Deci", "Deca", "Hecto", "Kilo", "Mega"], 1e-3),
  UsGallon: 0.003785411784,
  ImperialGallon: 0.00454609,
  // Not 1233.48…: the documented example shows the rounded inverse.
  AcreFoot: [1, 0.000810714],
};

const KINDS: Readonly<Record<string, Factors>> = {
  angle: ANGLE,
  energy: ENERGY,
  force: FORCE,
  length: LENGTH,
  mass: MASS,
  speed: SPEED,
  volume: VOLUME,
};

/** To kelvin and back. */
const TEMPERATURES: Readonly<Record<string, { to: (x: number) => number; from: (kelvin: number) => number }>> = {
  Kelvin: { to: (x) => x, from: (x) => x },
  DegreeCelsius: { to: (x) => x + 273.15, from: (x) => x - 273.15 },
  MillidegreeCelsius: { to: (x) => x / 1000 + 273.15, from: (x) => (x - 273.15) * 1000 },
  DegreeFahrenheit: { to: (x) => ((x + 459.67) * 5) / 9, from: (x) => (x * 9) / 5 - 459.67 },
  DegreeRankine: { to: (x) => (x * 5) / 9, from: (x) => (x * 9) / 5 },
};

/** `convert_length(value, from, to)` and its like; a unit that is not known here ends the query. */
export const UNITS: readonly Scripted[] = [
  {
    name: "kqljs_convert",
    parameters: ["VARCHAR", "DOUBLE", "VARCHAR", "VARCHAR"],
    returns: "DOUBLE",
    call: (kind, value, from, to) =>
      value === null ? null : converted(String(kind), Number(value), [String(from), String(to)]),
  },
];

function converted(kind: string, value: number, [from, to]: readonly [string, string]): number {
  if (kind === "temperature") return known(TEMPERATURES, to).from(known(TEMPERATURES, from).to(value));
  const factors = KINDS[kind] ?? {};
  const [times, over] = parts(known(factors, from));
  const [by, up] = parts(known(factors, to));
  return (((value * times) / over) * up) / by;
}

function parts(factor: Factor): readonly [number, number] {
  return typeof factor === "number" ? [factor, 1] : factor;
}

function known<T>(table: Readonly<Record<string, T>>, unit: string): T {
  const found = Object.hasOwn(table, unit) ? table[unit] : undefined;
  if (found === undefined) throw new KqlError("NotSupported", `The unit ${unit} is not known here`);
  return found;
}

function metric(unit: string, prefixes: readonly string[], factor = 1): Readonly<Record<string, number>> {
  const powers: Readonly<Record<string, number>> = {
    Nano: 1e-9,
    Micro: 1e-6,
    Milli: 1e-3,
    Centi: 1e-2,
    Deci: 1e-1,
    Deca: 10,
    Hecto: 100,
    Kilo: 1e3,
    Mega: 1e6,
    Giga: 1e9,
  };
  return Object.fromEntries(prefixes.map((prefix) => [`${prefix}${unit}`, (powers[prefix] ?? 1) * factor]));
}
