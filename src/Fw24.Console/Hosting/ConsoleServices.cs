using Fw24.Audit;
using Fw24.Console.Deployed;
using Fw24.Console.Driving;
using Fw24.Console.Failures;
using Fw24.Console.Feed;
using Fw24.Console.Sources;
using Fw24.Console.Topology;
using Fw24.Console.Trails;
using Fw24.Console.Travel;
using Fw24.Local;
using Fw24.Local.Endpoints;
using Fw24.Operations;
using Fw24.Operations.Restores;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Console.Hosting;

/// <summary>Registers what pages use.</summary>
internal static class ConsoleServices
{
    /// <summary>Adds what the pages of all apps use.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton<FailureDesk>();
        services.AddSingleton<TrailDesk>();
        services.AddSingleton<TopologyGraph>();
    }

    /// <summary>Adds an embedded cloud.</summary>
    public static void AddCloud(this IServiceCollection services, LocalCloud cloud, CloudFeed feed)
    {
        var app = new ConsoleApp(cloud.App, cloud.Topology, cloud.Time, IsDeployed: false);
        services.AddSingleton(app);
        services.AddSingleton(cloud);
        services.AddSingleton(feed);
        services.AddSingleton(_ => ReplayJournal.InMemory(cloud.Time));
        services.AddSingleton<CloudDriver>();
        services.AddSingleton<IConsoleCalls>(static provider => provider.GetRequiredService<CloudDriver>());
        services.AddSingleton<ConsolePulse>();
        services.AddSingleton<IConsoleNews>(static provider => provider.GetRequiredService<ConsolePulse>());
        services.AddSingleton<ITopologyStatus, CloudStatus>();
        services.AddSingleton(_ => FailuresOf(cloud));
        services.AddSingleton<ITableSource>(new CloudTables(cloud, app.Stage));
        services.AddSingleton<Func<IAuditReader>>(() => cloud.AuditReader(app.Stage));
        services.AddSingleton<ItemDesk>();
    }

    /// <summary>Adds the cloud of a scenario's run.</summary>
    public static void AddRun(this IServiceCollection services, ScriptRun run)
    {
        services.AddSingleton(run);
        services.AddCloud(run.Cloud, run.Feed);
    }

    /// <summary>Adds a deployed app.</summary>
    public static void AddDeployed(this IServiceCollection services, DeployedApp app)
    {
        services.AddSingleton(new ConsoleApp(app.Model, app.Topology, app.Time, IsDeployed: true));
        services.AddSingleton(app);
        services.AddSingleton(app.Journal);
        services.AddSingleton(app.Tables);
        services.AddSingleton(() => app.Audit);
        services.AddSingleton<IConsoleCalls, DeployedCalls>();
        services.AddSingleton<DeployedStatus>();
        services.AddSingleton<IConsoleNews>(static provider => provider.GetRequiredService<DeployedStatus>());
        services.AddSingleton<ITopologyStatus>(static provider => provider.GetRequiredService<DeployedStatus>());
        services.AddSingleton<IFailureSource>(provider => new ReceivedFailures(
            app.Failures, () => provider.GetRequiredService<DeployedStatus>().Kept, app.OpenReplayerAsync, app.Time));
    }

    // Queues of an endpoint show a message only to who receives it.
    private static IFailureSource FailuresOf(LocalCloud cloud)
    {
        var failures = new CloudFailures(cloud);
        if (cloud.Parts.Messaging.Endpoint is not { } endpoint)
        {
            return failures;
        }

        var queues = new SqsFailureQueues(failures.Queues.Queues, config => config.At(endpoint, cloud.Topology.Region));
        return new ReceivedFailures(queues, () => failures.Count, failures.OpenReplayerAsync, cloud.Time);
    }
}
