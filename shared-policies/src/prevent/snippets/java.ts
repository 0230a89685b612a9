import { perMinute, type SnippetMaker } from "./snippet-subject.ts";

const logOnce = `
<!-- In code: log where the exception is handled, and only there; elsewhere rethrow it as a cause:
     throw new IllegalStateException("The order could not be saved.", exception); -->`;

const logback: SnippetMaker = {
  platform: "java",
  library: "Logback",
  language: "xml",
  make: {
    "raise-level": ({ logger }) => `
<logger name="${logger}" level="INFO"/>`,
    suppress: ({ logger }) => `
<logger name="${logger}" level="OFF"/>`,
    "rate-limit": () => `
<!-- Lets a message through 5 times, then no more until 100 others have come. -->
<turboFilter class="ch.qos.logback.classic.turbo.DuplicateMessageFilter">
  <AllowedRepetitions>5</AllowedRepetitions>
  <CacheSize>100</CacheSize>
</turboFilter>`,
    sample: () => `
<!-- Needs Janino on the class path; keeps every tenth message below WARN. -->
<appender name="SAMPLED" class="ch.qos.logback.core.ConsoleAppender">
  <filter class="ch.qos.logback.core.filter.EvaluatorFilter">
    <evaluator>
      <expression>return level &gt;= WARN || java.util.concurrent.ThreadLocalRandom.current().nextInt(10) == 0;</expression>
    </evaluator>
    <OnMatch>NEUTRAL</OnMatch>
    <OnMismatch>DENY</OnMismatch>
  </filter>
  <encoder>
    <pattern>%d{ISO8601} %-5level %logger - %msg%n</pattern>
  </encoder>
</appender>`,
    truncate: () => `
<encoder>
  <pattern>%d{ISO8601} %-5level %logger - %.-2048msg%n</pattern>
</encoder>`,
    "log-once": () => logOnce,
  },
};

const log4j: SnippetMaker = {
  platform: "java",
  library: "Log4j 2",
  language: "xml",
  make: {
    "raise-level": ({ logger }) => `
<Logger name="${logger}" level="info"/>`,
    suppress: ({ logger }) => `
<Logger name="${logger}" level="off"/>`,
    "rate-limit": (subject) => `
<!-- rate: messages a second on average; maxBurst: at once. WARN and above always pass. -->
<BurstFilter level="INFO" rate="${rateOf(perMinute(subject))}" maxBurst="${perMinute(subject)}"/>`,
    sample: () => `
<!-- In an appender; keeps every tenth message below WARN. Needs -Dlog4j2.Script.enableLanguages=groovy. -->
<ScriptFilter onMatch="NEUTRAL" onMismatch="DENY">
  <Script name="sample" language="groovy"><![CDATA[
    logEvent.level.isMoreSpecificThan(org.apache.logging.log4j.Level.WARN) ||
      java.util.concurrent.ThreadLocalRandom.current().nextInt(10) == 0
  ]]></Script>
</ScriptFilter>`,
    truncate: () => `
<PatternLayout pattern="%d{ISO8601} %-5level %logger - %.-2048m%n"/>`,
    "log-once": () => logOnce,
  },
};

function rateOf(messagesPerMinute: number): string {
  return (messagesPerMinute / 60).toFixed(3);
}

export const javaSnippets: readonly SnippetMaker[] = [logback, log4j];
