using System.Globalization;
using Fw24.Audit;
using Fw24.Items;
using Fw24.Local.Faults;
using Fw24.Local.Scheduling;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>Random writes under faults at every boundary: nothing is lost, and the audit trail folds to the table.</summary>
public sealed class RandomFaultTests
{
    private const int Orders = 12;
    private const int Writes = 150;

    public static TheoryData<int, string> Runs
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var configuration in (string[])["fifo", "standard", "own-table", "same-table", "parallel"])
            {
                for (var seed = 1; seed <= 20; seed++)
                {
                    data.Add(seed, configuration);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Transient_faults_lose_nothing(int seed, string configuration)
    {
        var seen = new Seen();
        await using var cloud = Create((ulong)seed, configuration, seen);
        await WriteAsync(cloud, (ulong)seed);
        await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);

        var story = $"{configuration} {cloud.Faults}\n{cloud.Report()}";
        Assert.True(cloud.Report().DeadLettered == 0 && cloud.Report().AbandonedRecords == 0, story);
        Assert.True(cloud.Faults.PoisonCount == cloud.Report().Parked, $"poison {cloud.Faults.PoisonCount}\n{story}");
        AssertFolds(cloud, configuration, story);
        AssertHandled(cloud, seen, configuration, story);
    }

    internal static LocalCloud Create(ulong seed, string configuration, Seen seen, TextWriter? trace = null, LocalFaults? faults = null) => LocalCloud.Create(
        ShopApp.Model(
            stream: new StreamEnabledAttribute { Fifo = configuration is not "standard", ParallelizationFactor = configuration is "parallel" ? 4 : 1, BatchSize = 10 },
            audit: configuration switch
            {
                "own-table" => new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "orders-audit" },
                "same-table" => new AuditAttribute(AuditLoggerType.DynamoDb),
                "standard" => new AuditAttribute(AuditLoggerType.Console),
                _ => new AuditAttribute(AuditLoggerType.Cloudwatch),
            }),
        options =>
        {
            options.Seed = seed;
            options.Faults = faults ?? LocalFaults.Random(seed, LocalFaultRates.Transient with { Poison = 0.01 });
            options.Services = services => services.AddSingleton(seen);
            options.Trace = trace;
        });

    internal static async Task WriteAsync(LocalCloud cloud, ulong seed)
    {
        var random = SeededRandom.For(seed, "writes");
        var table = cloud.Tables["orders"];
        for (var write = 0; write < Writes; write++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"o-{random.Next(Orders)}");
            if (random.Next(8) == 0)
            {
                table.Delete(ShopApp.Key(id));
            }
            else
            {
                table.Put(ShopApp.Item(new Order(id, $"S{random.Next(3)}", random.Next(1000), "u-1")));
            }

            if (random.Next(10) == 0)
            {
                await cloud.AdvanceAsync(random.Next(TimeSpan.FromMinutes(2)), TestContext.Current.CancellationToken);
            }
        }
    }

    private static void AssertFolds(LocalCloud cloud, string configuration, string story)
    {
        var trails = AuditTrail.Gather(Rows(cloud, configuration));
        Assert.True(trails.Sum(static trail => trail.Entries.Count) == cloud.Report().Changes - AuditChanges(cloud), story);
        foreach (var trail in trails)
        {
            var item = cloud.Tables["orders"].Get(trail.Key);
            var folded = trail.Fold().Item;
            Assert.True(item.IsAbsent == folded.IsAbsent, story);
            Assert.True(item.IsAbsent || AreEqual(item, folded), story);
        }
    }

    private static AuditLog Rows(LocalCloud cloud, string configuration) => configuration switch
    {
        "own-table" => AuditLog.FromItems(cloud.Tables["orders-audit"].Items),
        "same-table" => AuditLog.FromItems(cloud.Tables["orders"].Items.Where(IsAuditRow)),
        "standard" => new([.. cloud.Console.Select(static line => AuditEntry.Parse(System.Text.Encoding.UTF8.GetBytes(line)))], []),
        _ => new([.. cloud.LogGroups["/audit/logs/shop"].Events.Select(static stored => AuditEntry.Parse(stored.Message.Span))], []),
    };

    // Records, heads and gaps in the same table are in the same stream.
    private static int AuditChanges(LocalCloud cloud)
        => cloud.Tables["orders"].Stream!.Records.Count(static record => record.Json.Span.IndexOf("AUDIT#"u8) >= 0);

    private static bool IsAuditRow(ItemImage item) => item.Json.Span.IndexOf("\"AUDIT#"u8) >= 0;

    private static bool AreEqual(ItemImage left, ItemImage right)
        => AttributeEquality.AreEqual([.. "{\"M\":"u8, .. left.Json.Span, (byte)'}'], [.. "{\"M\":"u8, .. right.Json.Span, (byte)'}']);

    private static void AssertHandled(LocalCloud cloud, Seen seen, string configuration, string story)
    {
        var changes = cloud.Tables["orders"].Stream!.Records.Count - AuditChanges(cloud);
        var unreadable = cloud.Report().Parked;
        Assert.True(seen.Changes.Select(static change => change.EventId).Distinct().Count() == changes - unreadable, $"{changes}\n{story}");
        if (configuration is "standard")
        {
            return;
        }

        foreach (var item in seen.Changes.GroupBy(Seen.Key))
        {
            // A change may be repeated, but its first delivery never follows that of a later one.
            OrderChange? last = null;
            foreach (var change in item.DistinctBy(static change => change.EventId))
            {
                Assert.True(last is null || change.IsAfter(last.SequenceNumber), story);
                last = change;
            }
        }
    }
}
