using Fw24.Console.Driving;
using Fw24.Console.Feed;
using Fw24.Console.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local;

/// <summary>A web console for a running <see cref="LocalCloud"/>, served on this machine until it is disposed of.</summary>
public sealed class LocalConsole : IAsyncDisposable
{
    private readonly LocalCloud _cloud;
    private readonly ConsoleServer _server;

    private LocalConsole(LocalCloud cloud, ConsoleServer server) => (_cloud, _server) = (cloud, server);

    /// <summary>The console's address with the secret that admits a browser: it is meant for the person at this machine only.</summary>
    public Uri Url => _server.Url;

    internal ConsoleServer Server => _server;

    /// <summary>Closes the console. The cloud stays as it is.</summary>
    /// <returns>A task that completes when the console is closed.</returns>
    public ValueTask DisposeAsync()
    {
        _cloud.Parts.Observation.Observer = null;
        return _server.DisposeAsync();
    }

    internal static async Task<LocalConsole> OpenAsync(LocalCloud cloud, LocalConsoleOptions options, CancellationToken cancellationToken)
    {
        var feed = new CloudFeed(cloud);
        Observe(cloud, feed);
        try
        {
            var server = await ConsoleServer.StartAsync(options.Port, services => services.AddCloud(cloud, feed), cancellationToken)
                .ConfigureAwait(false);
            server.Services.GetRequiredService<CloudDriver>().IsRunning = options.Run;
            return new LocalConsole(cloud, server);
        }
        catch
        {
            cloud.Parts.Observation.Observer = null;
            throw;
        }
    }

    private static void Observe(LocalCloud cloud, CloudFeed feed)
    {
        lock (feed.Gate)
        {
            if (cloud.Parts.Observation.Observer is not null)
            {
                throw new InvalidOperationException("The cloud has a console already: close that one first.");
            }

            cloud.Parts.Observation.Observer = feed;
        }
    }
}
