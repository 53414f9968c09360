using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Fw24.Console.Hosting;

/// <summary>The server of an application that does not listen itself: the console's listener passes requests to it.</summary>
internal sealed class RelayServer : IServer
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<IFeatureCollection, RelayedRequest>? _begin;
    private int _requests;
    private bool _isLast;

    /// <inheritdoc/>
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _begin = features => RelayedRequest.Of(application, features, OnEnd);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Begins a request.</summary>
    public RelayedRequest Begin(IFeatureCollection features)
    {
        lock (_gate)
        {
            _requests++;
        }

        return _begin!(features);
    }

    /// <summary>Waits until all requests have been answered, the connections of live pages included. No more may come.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            _isLast = true;
            Settle();
            return _drained.Task;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void OnEnd()
    {
        lock (_gate)
        {
            _requests--;
            Settle();
        }
    }

    private void Settle()
    {
        if (_isLast && _requests == 0)
        {
            _drained.TrySetResult();
        }
    }
}
