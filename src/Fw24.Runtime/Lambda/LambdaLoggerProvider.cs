using Fw24.Functions;
using Microsoft.Extensions.Logging;

namespace Fw24.Lambda;

/// <summary>Logs in Lambda's own JSON log format: one JSON line on standard output per event.</summary>
/// <remarks>The console logger of Microsoft.Extensions.Logging adds options, configuration and a thread: a third of a cold start's time.</remarks>
/// <param name="console">The output for the lines.</param>
/// <param name="time">The clock of the lines.</param>
internal sealed class LambdaLoggerProvider(LambdaConsole console, TimeProvider time) : ILoggerProvider
{
    /// <summary>Returns the minimum log level, as the function's logging configuration sets it.</summary>
    /// <param name="variable">The value of <c>AWS_LAMBDA_LOG_LEVEL</c>, if it is set.</param>
    public static LogLevel LevelOf(string? variable) => variable?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LambdaLogger(categoryName, console, time);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
