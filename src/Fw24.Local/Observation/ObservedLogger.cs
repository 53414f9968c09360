using Fw24.Local.Functions;
using Microsoft.Extensions.Logging;

namespace Fw24.Local.Observation;

/// <summary>Passes the lines of a function's log to the cloud's observer. Nothing is formatted while nobody observes.</summary>
internal sealed class ObservedLogger(string function, FunctionRunnerContext context) : ILoggerProvider, ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && context.Observation.Observer is not null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var line = $"{logLevel.ToString().ToLowerInvariant()}: {formatter(state, exception)}";
        lock (context.Loop.Gate)
        {
            context.Observation.Observer?.OnLogged(function, line);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}
