using Fw24.Infrastructure.Tests.Harness;
using Fw24.Local;
using Fw24.Local.Resources;
using Orders;

namespace Fw24.Infrastructure.Tests;

/// <summary>Fw24.Local builds from an app's model the same resources as the stack from its attributes; only names of queues differ.</summary>
public sealed class SimulationTests
{
    private static LocalTopology Deployed { get; } = LocalTopology.FromManifest(File.ReadAllText(Path.Combine(TestPaths.Repository, "samples/Orders/Orders.Infra/fw24.manifest.json")));

    private static LocalTopology Simulated { get; } = LocalTopology.Of(OrdersApp.Model);

    private static readonly IReadOnlyList<Fw24.Model.IndexModel> s_none = [];

    [Fact]
    public void What_is_deployed_can_be_created() => Deployed.Validate();

    [Fact]
    public void Tables_and_topics_are_the_same()
    {
        AssertSame(Simulated.Tables.Select(WithoutIndexes), Deployed.Tables.Select(WithoutIndexes), static table => table.Name);
        Assert.Equal(Indexes(Simulated), Indexes(Deployed));
        AssertSame(Simulated.Topics, Deployed.Topics, static topic => topic.Name);

        // Records compare lists by reference.
        static TableResource WithoutIndexes(TableResource table) => table with { Indexes = s_none };

        static IEnumerable<string> Indexes(LocalTopology topology) => topology.Tables
            .SelectMany(static table => table.Indexes.Select(index => $"{table.Name} {index.Name} {index.Projection} {Parts(index)}"))
            .Order(StringComparer.Ordinal);

        static string Parts(Model.IndexModel index)
            => $"{string.Join(',', index.PartitionKeys)} {string.Join(',', index.SortKeys)} {string.Join(',', index.Include)}";
    }

    [Fact]
    public void Stream_mappings_are_the_same() => AssertSame(
        Simulated.StreamMappings.Select(static mapping => mapping with { OnFailureQueue = null, FilterPatterns = [] }),
        Deployed.StreamMappings.Select(static mapping => mapping with { OnFailureQueue = null, FilterPatterns = [] }),
        static mapping => mapping.Table);

    [Fact]
    public void Queues_that_functions_read_are_the_same()
    {
        AssertSame(Simulated.QueueMappings, Deployed.QueueMappings.Select(static mapping => mapping with { Queue = Plain(mapping.Queue) }), static mapping => mapping.Function);
        AssertSame(Read(Simulated), Read(Deployed).Select(static queue => queue with { Name = Plain(queue.Name), DeadLetterQueue = Plain(queue.DeadLetterQueue!) }), static queue => queue.Name);

        static IEnumerable<QueueResource> Read(LocalTopology topology) => topology.Queues.Where(queue => topology.QueueMappings.Any(mapping => mapping.Queue == queue.Name));
    }

    [Fact]
    public void Subscriptions_filter_the_same()
    {
        Assert.Equal(Filters(Simulated), Filters(Deployed));

        static IEnumerable<string> Filters(LocalTopology topology) => topology.Subscriptions
            .Select(static subscription => $"{subscription.Topic} {Plain(subscription.Queue)} {string.Join(";", subscription.FilterPolicy.OrderBy(static condition => condition.Key, StringComparer.Ordinal).Select(static condition => $"{condition.Key}={string.Join(",", condition.Value)}"))}")
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Functions_have_the_same_variables()
    {
        Assert.Equal(Functions(Simulated), Functions(Deployed));

        // In one process large content is kept in memory: no bucket is named.
        static IEnumerable<string> Functions(LocalTopology topology) => topology.Functions
            .Select(static function => $"{function.Name} {function.TimeoutSeconds} {string.Join(",", function.Environment.Keys.Where(static name => name != Fw24Variables.ClaimBucket).Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Functions_may_use_the_same_tables_and_indexes()
    {
        // A manifest does not tell a console's audit logger from a handler without tables.
        var handlers = OrdersApp.Model.Handlers.Select(static handler => handler.Name).ToHashSet();
        Assert.Equal(Rights(Simulated), Rights(Deployed));
        Assert.Contains(Rights(Deployed), static rights => rights.Contains("/index/", StringComparison.Ordinal));

        IEnumerable<string> Rights(LocalTopology topology) => topology.Functions
            .Where(function => handlers.Contains(function.Name))
            .Select(static function => $"{function.Name} {Texts(function.Tables)} {Texts(function.Indexes)}")
            .Order(StringComparer.Ordinal);

        static string Texts(IReadOnlyList<string>? names) => names is null ? "all" : string.Join(",", names.Order(StringComparer.Ordinal));
    }

    // orders-OrderBoard.fifo is OrderBoard's queue.
    private static string Plain(string queue)
        => queue.StartsWith("orders-orders-", StringComparison.Ordinal) || Simulated.Queues.All(simulated => simulated.Name != queue) ? queue["orders-".Length..] : queue;

    private static void AssertSame<T>(IEnumerable<T> simulated, IEnumerable<T> deployed, Func<T, string> by)
        => Assert.Equal(simulated.OrderBy(by, StringComparer.Ordinal), deployed.OrderBy(by, StringComparer.Ordinal));
}
