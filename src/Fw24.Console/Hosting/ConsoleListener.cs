using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fw24.Console.Hosting;

/// <summary>Listens for as long as a console is open, and passes each request to the pages that are shown then.</summary>
internal sealed class ConsoleListener : IHttpApplication<RelayedRequest>, IAsyncDisposable
{
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(1);

    private readonly KestrelServer _kestrel;
    private volatile RelayServer _shown;

    private ConsoleListener(KestrelServer kestrel, RelayServer shown) => (_kestrel, _shown) = (kestrel, shown);

    /// <summary>The address that it listens on.</summary>
    public string Address => _kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The pages that requests are passed to.</summary>
    public RelayServer Shown { get => _shown; set => _shown = value; }

    /// <summary>Begins to listen.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="shown">The pages to show first.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ConsoleListener> StartAsync(int port, RelayServer shown, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var kestrel = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        var listener = new ConsoleListener(kestrel, shown);
        try
        {
            await kestrel.StartAsync(listener, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            kestrel.Dispose();
            throw;
        }

        return listener;
    }

    /// <inheritdoc/>
    public RelayedRequest CreateContext(IFeatureCollection contextFeatures) => _shown.Begin(contextFeatures);

    /// <inheritdoc/>
    public Task ProcessRequestAsync(RelayedRequest context) => context.ProcessAsync();

    /// <inheritdoc/>
    public void DisposeContext(RelayedRequest context, Exception? exception) => context.End(exception);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(s_shutdown);
        await _kestrel.StopAsync(patience.Token).ConfigureAwait(false);
        _kestrel.Dispose();
    }
}
