using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Console.Hosting;

/// <summary>The web server of a console.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    private readonly ConsoleAccess _access;
    private readonly ConsoleListener _listener;
    private ConsolePages _shown;

    private ConsoleServer(ConsoleAccess access, ConsoleListener listener, ConsolePages shown)
        => (_access, _listener, _shown) = (access, listener, shown);

    /// <summary>The address with the secret.</summary>
    public Uri Url => new($"{_listener.Address}/?token={_access.Token}");

    /// <summary>The services that all pages share.</summary>
    public IServiceProvider Services => _shown.Services;

    /// <summary>Starts the server.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="addSource">Adds what pages show.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <param name="token">The secret in the address; <see langword="null"/> for a random one.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ConsoleServer> StartAsync(
        int port, Action<IServiceCollection> addSource, CancellationToken cancellationToken, string? token = null)
    {
        var access = new ConsoleAccess(token);
        var pages = await ConsolePages.StartAsync(addSource, access, cancellationToken).ConfigureAwait(false);
        try
        {
            var listener = await ConsoleListener.StartAsync(port, pages.Server, cancellationToken).ConfigureAwait(false);
            return new ConsoleServer(access, listener, pages);
        }
        catch
        {
            await pages.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Prepares other pages.</summary>
    /// <param name="addSource">Adds what they show.</param>
    /// <param name="cancellationToken">Cancels their start.</param>
    public Task<ConsolePages> PrepareAsync(Action<IServiceCollection> addSource, CancellationToken cancellationToken)
        => ConsolePages.StartAsync(addSource, _access, cancellationToken);

    /// <summary>Shows other pages from the next request on, at the same address and to the same browsers.</summary>
    /// <returns>Those that were shown, for the caller to dispose of.</returns>
    public ConsolePages Show(ConsolePages pages)
    {
        var left = _shown;
        (_shown, _listener.Shown) = (pages, pages.Server);
        return left;
    }

    // The pages first: their live connections would hold the listener.
    public async ValueTask DisposeAsync()
    {
        await _shown.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
    }
}
