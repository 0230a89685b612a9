import { perMinute, type SnippetMaker, type SnippetSubject } from "./snippet-subject.ts";

const logOnce = `
// Log where the error is handled, and only there: rethrow it as a cause.
try {
  await saveOrder(order);
} catch (error) {
  throw new Error("The order could not be saved.", { cause: error });
}`;

function limiter(subject: SnippetSubject): string {
  return `
let windowStart = 0;
let logged = 0;

function mayLog(now = Date.now()) {
  if (now - windowStart >= 60_000) {
    windowStart = now;
    logged = 0;
  }
  logged += 1;
  return logged <= ${perMinute(subject)};
}`;
}

const pino: SnippetMaker = {
  platform: "node",
  library: "pino",
  language: "javascript",
  make: {
    "raise-level": ({ logger }) => `
const log = pino({ name: "${logger}", level: "info" });`,
    suppress: ({ logger }) => `
const log = pino({ name: "${logger}", level: "silent" });`,
    "rate-limit": (subject) => `${limiter(subject)}

const log = pino({
  hooks: {
    logMethod(args, method, level) {
      // 40 is warn.
      if (level >= 40 || mayLog()) method.apply(this, args);
    },
  },
});`,
    sample: () => `
const log = pino({
  hooks: {
    logMethod(args, method, level) {
      // Keeps every tenth message below warn (40).
      if (level >= 40 || Math.random() < 0.1) method.apply(this, args);
    },
  },
});`,
    truncate: () => `
const shorten = (text, max = 2048) => (text.length <= max ? text : text.slice(0, max) + "...");

const log = pino({ serializers: { payload: (value) => shorten(JSON.stringify(value) ?? "") } });
log.info({ payload }, "request");`,
    "log-once": () => logOnce,
  },
};

const winston: SnippetMaker = {
  platform: "node",
  library: "winston",
  language: "javascript",
  make: {
    "raise-level": () => `
const log = winston.createLogger({ level: "info", transports: [new winston.transports.Console()] });`,
    suppress: ({ logger }) => `
const drop = winston.format((info) => (info.label === "${logger}" ? false : info));
const log = winston.createLogger({ format: drop(), transports: [new winston.transports.Console()] });`,
    "rate-limit": (subject) => `${limiter(subject)}

const limit = winston.format((info) => (["error", "warn"].includes(info.level) || mayLog() ? info : false));
const log = winston.createLogger({ format: limit(), transports: [new winston.transports.Console()] });`,
    sample: () => `
// Keeps every tenth message below warn.
const sample = winston.format((info) => (["error", "warn"].includes(info.level) || Math.random() < 0.1 ? info : false));
const log = winston.createLogger({ format: sample(), transports: [new winston.transports.Console()] });`,
    truncate: () => `
const shorten = winston.format((info) => {
  if (typeof info.message === "string" && info.message.length > 2048) {
    info.message = info.message.slice(0, 2048) + "...";
  }
  return info;
});
const log = winston.createLogger({ format: shorten(), transports: [new winston.transports.Console()] });`,
    "log-once": () => logOnce,
  },
};

export const nodeSnippets: readonly SnippetMaker[] = [pino, winston];
