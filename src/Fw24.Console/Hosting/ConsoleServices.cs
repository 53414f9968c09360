using Fw24.Console.Driving;
using Fw24.Console.Failures;
using Fw24.Console.Feed;
using Fw24.Console.Topology;
using Fw24.Console.Trails;
using Fw24.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Console.Hosting;

/// <summary>Registers what pages use.</summary>
internal static class ConsoleServices
{
    /// <summary>Adds the services of a cloud's console.</summary>
    public static void AddConsole(this IServiceCollection services, LocalCloud cloud, CloudFeed feed, LocalConsoleOptions options)
    {
        services.AddSingleton(cloud);
        services.AddSingleton(feed);
        services.AddSingleton(options);
        services.AddSingleton<CloudDriver>();
        services.AddSingleton<ConsolePulse>();
        services.AddSingleton<FailureDesk>();
        services.AddSingleton<ItemDesk>();
        services.AddSingleton<TrailDesk>();
        services.AddSingleton<TopologyGraph>();
        services.AddSingleton<TopologyView>();
    }
}
