import { createMiner } from "@logdoctor/templates";
import { type BenchOptions, type BenchResult, judged, median } from "../result.ts";
import { appMessages, type LabelledMessage } from "./app-messages.ts";
import { groupingAccuracy } from "./grouping-accuracy.ts";
import { labelledLogs } from "./loghub.ts";

/**
 * Grouping accuracy of Drain, tuned for each system, in J. Zhu et al., Tools and Benchmarks for Automated Log Parsing
 * (ICSE-SEIP 2019), https://arxiv.org/abs/1811.03509. In percent of the lines.
 */
const DRAIN: Readonly<Record<string, number>> = {
  Apache: 100,
  HDFS: 99.8,
  HPC: 88.7,
  Hadoop: 94.8,
  Linux: 69,
  Mac: 78.7,
  Spark: 92,
  Thunderbird: 95.5,
};

const ROUNDS = 5;

/** How well and how fast messages find their templates: on generated messages, and on labelled logs where a folder is given. */
export async function benchTemplates({ small, data }: BenchOptions): Promise<BenchResult[]> {
  const count = small ? 500 : 100_000;
  const messages = appMessages(count);
  const results = [...speeds(messages.map(({ text }) => text)), ...accuracies("generated", messages)];
  return data === undefined ? results : [...results, ...onLabelledLogs(data)];
}

function onLabelledLogs(folder: string): BenchResult[] {
  const logs = labelledLogs(folder);
  const results = logs.map(({ system, messages }) => {
    const [learned = noResult, online = noResult] = accuracies(system, messages);
    const baseline = DRAIN[system];
    const beside = baseline === undefined ? {} : { baseline, ratio: learned.value / baseline };
    return { log: { ...learned, ...beside }, online };
  });
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const baselines = logs.flatMap(({ system }) => DRAIN[system] ?? []);
  const value = mean(results.map(({ log }) => log.value));
  const whole = { name: `templates mean accuracy, ${logs.length} systems`, value, unit: "%" };
  const comparable = baselines.length === logs.length;
  return [
    ...results.map(({ log }) => log),
    { ...whole, name: `${whole.name}, asked at once`, value: mean(results.map(({ online }) => online.value)) },
    comparable
      ? judged({ ...whole, baseline: mean(baselines), ratio: value / mean(baselines) }, { of: "ratio", least: 1 })
      : whole,
  ];
}

const noResult: BenchResult = { name: "", value: Number.NaN, unit: "" };

/** With all messages learned before the first is asked for, and with each asked for at once. */
function accuracies(name: string, messages: readonly LabelledMessage[]): BenchResult[] {
  const truth = messages.map(({ statement }) => statement);
  const miner = createMiner();
  for (const { text } of messages) miner.learn(text);
  const learned = messages.map(({ text }) => miner.templateOf(text).templateId);
  const fresh = createMiner();
  const online = messages.map(({ text }) => fresh.add(text).templateId);
  return [
    { name: `templates accuracy, ${name}`, value: 100 * groupingAccuracy(learned, truth), unit: "%" },
    { name: `templates accuracy, ${name}, asked at once`, value: 100 * groupingAccuracy(online, truth), unit: "%" },
  ];
}

/** Messages a second, beside replacing all runs of digits: the least that anybody would do. */
function speeds(texts: readonly string[]): BenchResult[] {
  const distinct = texts.map((_, i) => `${word(i)} ${word(i * 7)} of ${word(i * 13)} near ${word(i * 31)}`);
  const seen: Record<"mined" | "hostile" | "masked", number[]> = { mined: [], hostile: [], masked: [] };
  for (let round = 0; round < ROUNDS; round++) {
    seen.masked.push(perSecond(texts, countMasked));
    seen.mined.push(perSecond(texts, mine));
    seen.hostile.push(perSecond(distinct, mine));
  }
  const [value, baseline] = [median(seen.mined), median(seen.masked)];
  return [
    { name: "templates speed", value, unit: "messages/CPU s", baseline, ratio: value / baseline },
    { name: "templates speed, all different", value: median(seen.hostile), unit: "messages/CPU s" },
  ];
}

function mine(texts: readonly string[]): void {
  const miner = createMiner();
  for (const text of texts) miner.add(text);
}

function countMasked(texts: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const masked = text.replace(/\d+/g, "<*>");
    counts.set(masked, (counts.get(masked) ?? 0) + 1);
  }
}

/** By processor time, so that other work on the machine does not count. */
function perSecond(texts: readonly string[], work: (texts: readonly string[]) => void): number {
  const begun = process.cpuUsage();
  work(texts);
  const { user, system } = process.cpuUsage(begun);
  return texts.length / ((user + system) / 1_000_000);
}

/** A word of letters for a number. */
function word(number: number): string {
  return number.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "");
}
