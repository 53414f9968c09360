using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Local;
using Fw24.Local.Queues;
using Fw24.Model;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orders.Local.Checks;

namespace Fw24.Integration.Tests.Harness.Releases;

/// <summary>
/// Deploys one version after the other to an account. Each meets the items and audit records of all versions before it, and of the last
/// one also records in the streams and messages in the queues.
/// </summary>
internal sealed class ReleaseHistory(Account account)
{
    private const int MaxRuns = 1_000;

    // What no message, log line or audit record may contain.
    private static readonly string[] s_secrets = ["ana@shop.example", "+351"];

    private readonly List<string> _orders = [];
    private readonly HashSet<string> _present = [];
    private readonly Dictionary<string, List<AuditEntry>> _logged = [];
    private Dictionary<string, IReadOnlyList<LocalMessage>> _left = [];
    private int _changes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Deploys all versions, and asserts after each that nothing is lost.</summary>
    public async Task RunAsync(IReadOnlyList<Release> releases)
    {
        for (var index = 0; index < releases.Count; index++)
        {
            await RunAsync(releases[index], index + 1 < releases.Count ? releases[index + 1] : null);
        }
    }

    private async Task RunAsync(Release release, Release? next)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{release}");
        await account.DeployAsync(LocalTopology.Of(release.Model));
        using var journal = new StringWriter();
        await using var cloud = LocalCloud.Create(release.Model, options =>
        {
            account.Connect(options);
            options.StartTime = account.Now;
            options.Services = services => services.AddSingleton<TextWriter>(journal);
        });
        foreach (var (queue, messages) in _left)
        {
            Assert.Contains(queue, cloud.Queues);
            foreach (var message in messages)
            {
                cloud.Queues[queue].Send(message.Body, message.Attributes, message.GroupId, message.DeduplicationId);
            }
        }

        // What the version before left, and what this one writes.
        await CheckAsync(release, cloud, journal);
        await ActAsync(release, cloud, "handled");
        await CheckAsync(release, cloud, journal);
        if (next is not null)
        {
            await LeaveAsync(release, next, cloud);
        }
    }

    // Orders are placed, changed and removed: some that this version wrote, some that earlier ones did.
    private async Task ActAsync(Release release, LocalCloud cloud, string fate)
    {
        string Order(int number) => $"v{number}-{fate}";
        var before = await CountAsync(cloud);
        foreach (var order in new[] { Order(release.Number), $"{Order(release.Number)}-untouched" })
        {
            await release.PlaceAsync(cloud, order);
            _orders.Add(order);
            _present.Add(order);
        }

        _changes += await CountAsync(cloud) - before;
        foreach (var order in new[] { Order(1), Order(release.Number - 1), Order(release.Number) }.Where(_present.Contains))
        {
            await release.ChangeAsync(cloud, order);
            _changes++;
        }

        if (release.Number > 3 && _present.Remove(Order(release.Number - 2)))
        {
            await release.RemoveAsync(cloud, Order(release.Number - 2));
            _changes++;
        }
    }

    // Leaves messages in queues and records in streams. Before that, the remedies that are no code: items are written again while their old
    // form can still be read, and a queue runs empty before it is deleted.
    private async Task LeaveAsync(Release release, Release next, LocalCloud cloud)
    {
        if (next is { ForgetsOldForms: true, IsNaive: false })
        {
            foreach (var order in _present)
            {
                await release.ChangeAsync(cloud, order);
                _changes++;
            }

            await SettleAsync(cloud);
        }

        var published = cloud.Report().Published - _changes;
        await ActAsync(release, cloud, "queued");
        var kept = LocalTopology.Of(next.Model).Queues.Select(static queue => queue.Name);
        var abandoned = next.IsNaive ? [] : cloud.Queues.Keys.Except(kept).ToList();
        while (cloud.Report().Published < published + _changes || abandoned.Exists(queue => cloud.Queues[queue].Count > 0))
        {
            await cloud.StepAsync(Cancellation);
        }

        _left = cloud.Queues.Values
            .Where(static queue => queue.Count > 0)
            .ToDictionary(static queue => queue.Name, static queue => queue.Messages);
        Assert.True(_left.Count > 0 || abandoned.Count > 0, $"{release} left no message.");
        await ActAsync(release, cloud, "streamed");
        Assert.True(account.Records < _changes, $"{release} left no record.");
        await GatherAsync(release, cloud);
    }

    private async Task SettleAsync(LocalCloud cloud)
    {
        // DynamoDB's streams report a change a little later.
        for (var runs = 0; runs is 0 || account.Records < _changes; runs++)
        {
            Assert.True(runs < MaxRuns, $"{account.Records} of {_changes} changes were read.");
            await cloud.RunUntilIdleAsync(Cancellation);
        }
    }

    private async Task CheckAsync(Release release, LocalCloud cloud, StringWriter journal)
    {
        await SettleAsync(cloud);
        var report = cloud.Report();
        Assert.True(cloud.Failures.Count is 0, $"{release}: {string.Join('\n', cloud.Failures)}");
        Assert.Equal((0, 0, 0, 0), (report.Parked, report.DeadLettered, report.AbandonedRecords, report.Discarded));
        Assert.All(cloud.Queues.Values, static queue => Assert.Empty(queue.Messages));
        await CheckItemsAsync(release, cloud);
        CheckHandlers(release, cloud, journal);
        await CheckTrailsAsync(release, cloud);
        Assert.All(cloud.Topics.Values.SelectMany(static topic => topic.Messages), static message => AssertNoSecret(message.Body));
    }

    // An order of an earlier version reads as one of this version, and no item is invisible.
    private async Task CheckItemsAsync(Release release, LocalCloud cloud)
    {
        var seen = 0;
        HashSet<string?> texts = [];
        foreach (var order in _orders)
        {
            seen += await release.CountAsync(cloud, order);
            texts.UnionWith(_present.Contains(order) ? [await release.ReadAsync(cloud, order)] : []);
        }

        Assert.Equal(await CountAsync(cloud), seen);
        Assert.True(texts.Count < 2 && !texts.Contains(null), $"{release} reads {string.Join(" and ", texts)}");
    }

    // Each handler received every change that it is for, and read the same of each.
    private void CheckHandlers(Release release, LocalCloud cloud, StringWriter journal)
    {
        var lines = journal.ToString()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split(' ', 3))
            .ToList();
        foreach (var handler in release.Model.Handlers)
        {
            var table = release.Model.Tables.Single(table => table.Name == handler.TableName);
            var queue = cloud.Topology.QueueMappings.Single(mapping => mapping.Function == handler.Name).Queue;
            var expected = cloud.Topics[table.TopicName].Messages
                .Where(message => message.Attributes["entity"].Value == handler.Entity.Name)
                .Where(message => IsFor(handler, message.Attributes["operation"].Value))
                .Select(static message => message.Body)
                .Concat(_left.GetValueOrDefault(queue, []).Select(static message => message.Body))
                .Select(EventId);
            Assert.Equal(expected.ToHashSet(), lines.Where(line => line[0] == handler.Name).Select(static line => line[1]).ToHashSet());
        }

        Assert.True(lines.Select(static line => line[2]).Distinct().Count() < 2, $"{release}: {journal}");
    }

    private async Task CheckTrailsAsync(Release release, LocalCloud cloud)
    {
        foreach (var (table, log) in await ReadTrailsAsync(release, cloud))
        {
            var items = await cloud.Store.EnumerateAsync(table.Name, new ItemScan(), Cancellation).ToListAsync(Cancellation);
            Assert.Empty(FoldCheck.Compare(table, items, AuditTrail.Gather(log)).Select(difference => $"{release}: {difference}"));
        }

        var stored = await cloud.Store.EnumerateAsync("orders-audit", new ItemScan(), Cancellation).ToListAsync(Cancellation);
        Assert.All(stored, static record => AssertNoSecret(record.Json));
    }

    // Log groups end with their cloud.
    private async Task GatherAsync(Release release, LocalCloud cloud)
    {
        foreach (var (table, log) in await ReadTrailsAsync(release, cloud))
        {
            _logged[table.Name] = [.. log.Entries];
        }
    }

    private async Task<List<(TableModel Table, AuditLog Log)>> ReadTrailsAsync(Release release, LocalCloud cloud)
    {
        List<(TableModel Table, AuditLog Log)> trails = [];
        foreach (var table in release.Model.Tables.Where(static table => table.Audit is not null))
        {
            var log = await AuditRecords.ReadAsync(cloud, release.Model, table, Cancellation);
            trails.Add((table, new AuditLog([.. _logged.GetValueOrDefault(table.Name, []), .. log.Entries], log.Gaps)));
        }

        return trails;
    }

    // The number of items in the tables of entities.
    private static async Task<int> CountAsync(LocalCloud cloud)
    {
        var count = 0;
        foreach (var table in cloud.Topology.Tables.Where(static table => table.StreamViewType is not null))
        {
            count += await cloud.Store.EnumerateAsync(table.Name, new ItemScan(), Cancellation).CountAsync(Cancellation);
        }

        return count;
    }

    private static bool IsFor(HandlerModel handler, string operation) => handler.Operations.HasFlag(operation switch
    {
        "insert" => ChangeOperations.Insert,
        "modify" => ChangeOperations.Modify,
        _ => ChangeOperations.Remove,
    });

    private static string EventId(ReadOnlyMemory<byte> message)
    {
        using var envelope = JsonDocument.Parse(message);
        return envelope.RootElement.GetProperty("id").GetString()!;
    }

    private static void AssertNoSecret(ReadOnlyMemory<byte> json)
    {
        var text = Encoding.UTF8.GetString(json.Span);
        Assert.All(s_secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }
}
