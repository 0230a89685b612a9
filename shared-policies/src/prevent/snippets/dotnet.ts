import { perMinute, type SnippetMaker } from "./snippet-subject.ts";

const iLogger: SnippetMaker = {
  platform: "dotnet",
  library: "ILogger",
  language: "csharp",
  make: {
    "raise-level": ({ logger }) => `
builder.Logging.AddFilter("${logger}", LogLevel.Information);`,
    suppress: ({ logger }) => `
builder.Logging.AddFilter("${logger}", LogLevel.None);`,
    "rate-limit": (subject) => `
// using System.Threading.RateLimiting;
private static readonly RateLimiter s_logLimit = new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions
{
    PermitLimit = ${perMinute(subject)},
    Window = TimeSpan.FromMinutes(1),
});

using var lease = s_logLimit.AttemptAcquire();
if (lease.IsAcquired) logger.LogInformation("{Message}", message);`,
    sample: () => `
// Microsoft.Extensions.Telemetry: keeps every tenth message at Information and below.
builder.Logging.AddRandomProbabilisticSampler(0.1, LogLevel.Information);`,
    truncate: () => `
static string Shorten(string text, int max = 2048) => text.Length <= max ? text : text[..max] + "...";

logger.LogInformation("Payload {Payload}", Shorten(payload));`,
    "log-once": () => `
// Log where the exception is handled, and only there: rethrow without logging.
catch (Exception exception) when (exception is not OperationCanceledException)
{
    throw new InvalidOperationException("The order could not be saved.", exception);
}`,
  },
};

const serilog: SnippetMaker = {
  platform: "dotnet",
  library: "Serilog",
  language: "csharp",
  make: {
    "raise-level": ({ logger }) => `
var configuration = new LoggerConfiguration()
    .MinimumLevel.Override("${logger}", LogEventLevel.Information);`,
    suppress: ({ logger }) => `
// using Serilog.Filters;
var configuration = new LoggerConfiguration()
    .Filter.ByExcluding(Matching.FromSource("${logger}"));`,
    "rate-limit": (subject) => `
var window = 0L;
var seen = 0;
var gate = new object();
var configuration = new LoggerConfiguration().Filter.ByIncludingOnly(_ =>
{
    lock (gate)
    {
        var minute = Environment.TickCount64 / 60_000;
        if (minute != window) (window, seen) = (minute, 0);
        return ++seen <= ${perMinute(subject)};
    }
});`,
    sample: () => `
var configuration = new LoggerConfiguration()
    .Filter.ByIncludingOnly(logEvent => logEvent.Level >= LogEventLevel.Warning || Random.Shared.Next(10) == 0);`,
    truncate: () => `
var configuration = new LoggerConfiguration()
    .Destructure.ToMaximumStringLength(2048)
    .Destructure.ToMaximumCollectionCount(20);`,
    "log-once": () => `
// Log where the exception is handled, and only there: rethrow without logging.
catch (Exception exception) when (exception is not OperationCanceledException)
{
    throw new InvalidOperationException("The order could not be saved.", exception);
}`,
  },
};

export const dotnetSnippets: readonly SnippetMaker[] = [iLogger, serilog];
