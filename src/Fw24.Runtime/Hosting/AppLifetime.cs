using Microsoft.Extensions.Hosting;

namespace Fw24.Hosting;

/// <summary>
/// The life of an app's process: <see cref="StopApplication"/>, such as on SIGTERM, ends it after the running invocations are answered.
/// </summary>
internal sealed class AppLifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _started = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _stopped = new();

    /// <inheritdoc/>
    public CancellationToken ApplicationStarted => _started.Token;

    /// <inheritdoc/>
    public CancellationToken ApplicationStopping => _stopping.Token;

    /// <inheritdoc/>
    public CancellationToken ApplicationStopped => _stopped.Token;

    /// <inheritdoc/>
    public void StopApplication() => _stopping.Cancel();

    /// <summary>Reports that the hosted services have started.</summary>
    public void NotifyStarted() => _started.Cancel();

    /// <summary>Reports that the hosted services have stopped.</summary>
    public void NotifyStopped() => _stopped.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _started.Dispose();
        _stopping.Dispose();
        _stopped.Dispose();
    }
}
