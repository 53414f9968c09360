using Fw24.Functions;
using Microsoft.Extensions.Logging;

namespace Fw24.Lambda;

/// <summary>Logs as Lambda's own JSON log format has it: a line of JSON on standard output for each event.</summary>
/// <remarks>The console logger of Microsoft.Extensions.Logging brings options, configuration and a thread along: it would cost a cold start a third of its time.</remarks>
/// <param name="console">Where the lines go.</param>
/// <param name="time">The clock of the lines.</param>
internal sealed class LambdaLoggerProvider(LambdaConsole console, TimeProvider time) : ILoggerProvider
{
    /// <summary>The least level that is logged, as the function's logging configuration says.</summary>
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
