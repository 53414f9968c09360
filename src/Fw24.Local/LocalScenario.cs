namespace Fw24.Local;

/// <summary>A run that can be repeated: how its cloud is created, and a script that writes to the cloud and runs it.</summary>
/// <remarks>
/// <code>
/// var scenario = new LocalScenario(
///     () =&gt; LocalCloud.Create(OrdersApp.Model, options =&gt; options.Faults = LocalFaults.Random(seed: 42)),
///     async (cloud, cancellationToken) =&gt;
///     {
///         await cloud.Table&lt;Order&gt;().PutAsync(order, cancellationToken);
///         await cloud.RunUntilIdleAsync(cancellationToken);
///         Assert.Empty(cloud.ParkingQueue.Messages);
///     });
/// await scenario.RunAsync();
/// </code>
/// A test runs it. The console of the package <c>Fw24.Console</c> also runs it to each of its events, again and again, which needs
/// two things of it: the virtual clock, and that it does the same each time. Hence each run gets a new cloud, and services of its
/// own.
/// </remarks>
public sealed class LocalScenario
{
    /// <summary>Creates a scenario.</summary>
    /// <param name="create">Creates the cloud of a run: with the same seed, faults and services each time.</param>
    /// <param name="script">Writes to the cloud, runs it and checks the outcome. The cloud is disposed of for it.</param>
    public LocalScenario(Func<LocalCloud> create, Func<LocalCloud, CancellationToken, Task> script)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(script);
        (Create, Script) = (create, script);
    }

    internal Func<LocalCloud> Create { get; }

    internal Func<LocalCloud, CancellationToken, Task> Script { get; }

    /// <summary>Runs the script to its end in a new cloud.</summary>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>A task that completes when the script has ended. It fails as the script does.</returns>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await using var cloud = Create();
        await Script(cloud, cancellationToken).ConfigureAwait(false);
    }
}
