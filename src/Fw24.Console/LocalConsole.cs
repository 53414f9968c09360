using Fw24.Console.Driving;
using Fw24.Console.Feed;
using Fw24.Console.Hosting;
using Fw24.Console.Travel;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local;

/// <summary>A web console for a <see cref="LocalCloud"/>, served on this machine until it is disposed of.</summary>
public sealed class LocalConsole : IAsyncDisposable
{
    private readonly Func<ValueTask> _close;

    private LocalConsole(ConsoleServer server, Func<ValueTask> close) => (Server, _close) = (server, close);

    /// <summary>The console's address with the secret that admits a browser: it is meant for the person at this machine only.</summary>
    public Uri Url => Server.Url;

    internal ConsoleServer Server { get; }

    /// <summary>Closes the console. A cloud that it was opened for stays as it is; the run of a scenario ends.</summary>
    /// <returns>A task that completes when the console is closed.</returns>
    public ValueTask DisposeAsync() => _close();

    internal static async Task<LocalConsole> OpenAsync(LocalCloud cloud, LocalConsoleOptions options, CancellationToken cancellationToken)
    {
        var feed = new CloudFeed(cloud);
        feed.Observe();
        try
        {
            var server = await ConsoleServer.StartAsync(
                options.Port, services => services.AddCloud(cloud, feed), cancellationToken, options.Token).ConfigureAwait(false);
            server.Services.GetRequiredService<CloudDriver>().IsRunning = options.Run;
            return new LocalConsole(server, () =>
            {
                cloud.Parts.Observation.Observer = null;
                return server.DisposeAsync();
            });
        }
        catch
        {
            cloud.Parts.Observation.Observer = null;
            throw;
        }
    }

    internal static async Task<LocalConsole> OpenAsync(
        LocalScenario scenario, LocalConsoleOptions options, CancellationToken cancellationToken)
    {
        var travel = await TimeTravel.OpenAsync(scenario, options, cancellationToken).ConfigureAwait(false);
        return new LocalConsole(travel.Server, travel.DisposeAsync);
    }
}
