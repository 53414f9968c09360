using Fw24.Console.Hosting;

namespace Fw24.Console.Deployed;

/// <summary>A web console for a deployed app, served on this machine until it is disposed of.</summary>
internal sealed class DeployedConsole : IAsyncDisposable
{
    private readonly ConsoleServer _server;

    private DeployedConsole(ConsoleServer server) => _server = server;

    /// <summary>The console's address with the secret.</summary>
    public Uri Url => _server.Url;

    /// <summary>Opens a console.</summary>
    /// <param name="app">The app.</param>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<DeployedConsole> OpenAsync(DeployedApp app, int port, CancellationToken cancellationToken)
        => new(await ConsoleServer.StartAsync(port, services => services.AddDeployed(app), cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
