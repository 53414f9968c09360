using Fw24.Console.Hosting;

namespace Fw24.Local;

/// <summary>A web console for a running <see cref="LocalCloud"/>, served on this machine until it is disposed of.</summary>
public sealed class LocalConsole : IAsyncDisposable
{
    private readonly ConsoleServer _server;

    internal LocalConsole(ConsoleServer server) => _server = server;

    /// <summary>The console's address with the secret that admits a browser: it is meant for the person at this machine only.</summary>
    public Uri Url => _server.Url;

    internal ConsoleServer Server => _server;

    /// <summary>Closes the console. The cloud stays as it is.</summary>
    /// <returns>A task that completes when the console is closed.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
