using Microsoft.Extensions.Logging;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A logger whose calls may throw.</summary>
internal sealed class FaultyLogger(Fuse fuse) : ILogger
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel)
    {
        fuse.Pass(Seam.LogEnabled);
        return true;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        fuse.Pass(Seam.Log);
        Lines.Add(formatter(state, exception));
    }
}
