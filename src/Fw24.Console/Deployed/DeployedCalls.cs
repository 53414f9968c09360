using Fw24.Console.Sources;

namespace Fw24.Console.Deployed;

/// <summary>Calls to AWS: any number at a time.</summary>
internal sealed class DeployedCalls : IConsoleCalls, IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <inheritdoc/>
    public Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call) => Task.Run(() => call(_end.Token), _end.Token);

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}
