import { perMinute, type SnippetMaker } from "./snippet-subject.ts";

const standard: SnippetMaker = {
  platform: "python",
  library: "logging",
  language: "python",
  make: {
    "raise-level": ({ logger }) => `
import logging

logging.getLogger("${logger}").setLevel(logging.INFO)`,
    suppress: ({ logger }) => `
import logging

logging.getLogger("${logger}").disabled = True`,
    "rate-limit": (subject) => `
import logging
import time


class RateLimit(logging.Filter):
    def __init__(self, per_minute):
        super().__init__()
        self.per_minute = per_minute
        self.window = 0
        self.logged = 0

    def filter(self, record):
        if record.levelno >= logging.WARNING:
            return True
        minute = int(time.monotonic() // 60)
        if minute != self.window:
            self.window, self.logged = minute, 0
        self.logged += 1
        return self.logged <= self.per_minute


logging.getLogger("${subject.logger}").addFilter(RateLimit(${perMinute(subject)}))`,
    sample: ({ logger }) => `
import logging
import random

# Keeps every tenth message below WARNING.
logging.getLogger("${logger}").addFilter(
    lambda record: record.levelno >= logging.WARNING or random.random() < 0.1
)`,
    truncate: ({ logger }) => `
import logging


def shorten(record, limit=2048):
    text = record.getMessage()
    if len(text) > limit:
        record.msg, record.args = text[:limit] + "...", ()
    return True


logging.getLogger("${logger}").addFilter(shorten)`,
    "log-once": () => `
# Log where the exception is handled, and only there: raise it as a cause.
try:
    save_order(order)
except OSError as error:
    raise RuntimeError("The order could not be saved.") from error`,
  },
};

export const pythonSnippets: readonly SnippetMaker[] = [standard];
