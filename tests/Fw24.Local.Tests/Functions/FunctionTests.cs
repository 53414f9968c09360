using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fw24.Audit;
using Fw24.Local.Faults;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests.Functions;

public sealed class FunctionTests
{
    private readonly Seen _seen = new();

    [Fact]
    public async Task A_handler_that_awaits_the_virtual_clock_takes_no_real_time_and_holds_nobody_up()
    {
        List<(string, TimeSpan)> log = [];
        _seen.Do = async (change, _, time, token) =>
        {
            var order = Seen.Key(change);
            await Task.Delay(TimeSpan.FromSeconds(order == "slow" ? 20 : 1), time, token).ConfigureAwait(false);
            log.Add((order, time.GetUtcNow() - new LocalCloudOptions().StartTime));
        };
        await using var cloud = Create(new ChangeQueueAttribute { BatchSize = 1 });
        Put(cloud, "slow");
        Put(cloud, "quick");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal([("quick", TimeSpan.FromSeconds(1)), ("slow", TimeSpan.FromSeconds(20))], log);
    }

    [Fact]
    public async Task The_clock_waits_for_a_handler_that_awaits_something_real()
    {
        _seen.Do = static async (_, _, _, token) =>
        {
            await Task.Run(static () => Thread.SpinWait(200_000), token).ConfigureAwait(false);
            await Task.Yield();
        };
        await using var cloud = Create();
        Put(cloud, "a");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Single(_seen.Changes);
        Assert.Equal(new LocalCloudOptions().StartTime, cloud.Time.GetUtcNow());
    }

    [Fact]
    public async Task H30_an_invocation_that_overruns_its_time_answers_before_its_deadline()
    {
        var attempts = 0;
        _seen.Do = async (_, _, time, token) =>
        {
            if (attempts++ == 0)
            {
                await Task.Delay(TimeSpan.FromMinutes(5), time, token).ConfigureAwait(false);
            }
        };
        await using var cloud = Create();
        Put(cloud, "a");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(2, attempts);
        Assert.Single(_seen.Changes);
        Assert.Equal((0, 2), (cloud.Report().Functions["Mailer"].TimedOut, cloud.Report().Functions["Mailer"].Answered));
    }

    [Fact]
    public async Task An_invocation_that_ignores_its_deadline_dies_and_its_messages_come_back()
    {
        var attempts = 0;
        _seen.Do = async (_, _, time, _) =>
        {
            if (attempts++ == 0)
            {
                await Task.Delay(TimeSpan.FromMinutes(5), time, CancellationToken.None).ConfigureAwait(false);
            }
        };
        await using var cloud = Create();
        Put(cloud, "a");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        await cloud.AdvanceAsync(TimeSpan.FromMinutes(10), Cloud.Cancelled);

        // The first attempt never returned from its delay: its process was gone.
        Assert.Single(_seen.Changes);
        Assert.Equal((1, 2), (cloud.Report().Functions["Mailer"].TimedOut, cloud.Report().Functions["Mailer"].Starts));
    }

    [Fact]
    public async Task A_crash_ends_the_process_and_the_next_invocation_finds_a_new_one()
    {
        // Steps: the put, the invocation, the publishing.
        await using var cloud = Create(configure: static options =>
            options.Faults = LocalFaults.Replay(1, [new InjectedFault(2, default, FaultBoundary.Publish, FaultKind.CrashAfter, "orders-stream")]));
        Put(cloud, "a");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var processor = cloud.Report().Functions["orders-stream"];
        Assert.Equal((1, 1, 2), (processor.Crashed, processor.Answered, processor.Starts));
        Assert.Equal(1, cloud.Report().Deduplicated);
        Assert.Single(_seen.Changes);
    }

    [Fact]
    public async Task A_real_clock_runs_the_same_flow()
    {
        await using var cloud = Create(configure: static options => options.Time = TimeProvider.System);
        Put(cloud, "a");
        Put(cloud, "b");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(2, _seen.Changes.Count);
        Assert.InRange(cloud.Time.GetUtcNow(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task A_step_at_a_time_comes_to_the_same_end()
    {
        await using var cloud = Create();
        Put(cloud, "a");
        var steps = 0;
        while (await cloud.StepAsync(Cloud.Cancelled))
        {
            steps++;
        }

        Assert.Single(_seen.Changes);
        Assert.InRange(steps, 4, 40);
    }

    [Fact]
    public async Task H18_ten_thousand_audited_writes_in_the_same_table_invoke_nothing_for_audit_rows()
    {
        const int Writes = 10_000;
        const int Lost = 20;
        var auditRows = 0;
        await using var cloud = Create(audit: new AuditAttribute(AuditLoggerType.DynamoDb), configure: options => options.Around = (name, _, function) => (payload, context, token) =>
        {
            var isStream = name == "orders-stream";
            auditRows += isStream && payload.Span.IndexOf("AUDIT#"u8) >= 0 ? 1 : 0;
            return function(name == "orders-audit" ? WithoutLost(payload) : payload, context, token);
        });
        for (var write = 0; write < Writes; write++)
        {
            var order = string.Create(CultureInfo.InvariantCulture, $"o-{write % 2_000}");
            cloud.Tables["orders"].Put(ShopApp.Item(new Order(order, write is >= 2_000 and < 2_000 + Lost ? "lost" : "Placed", write)));
            if (write % 1_000 == 999)
            {
                await cloud.RunUntilIdleAsync(Cloud.Cancelled);
            }
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        // A row for each record, a head for each item, and a gap for each lost record.
        var rows = cloud.Tables["orders"].Items.Where(static item => item.Json.Span.IndexOf("\"AUDIT#"u8) >= 0).ToList();
        Assert.Equal(Writes - Lost + 2_000 + Lost, rows.Count);
        Assert.Equal(Lost, AuditLog.FromItems(rows).Gaps.Count(static gap => !gap.IsFilled));
        var report = cloud.Report();
        Assert.Equal(0, auditRows);
        Assert.Equal(Writes, cloud.Topics["orders-stream.fifo"].Published);
        Assert.Equal(report.Changes - Writes, report.FilteredRecords);

        // Batches of five.
        Assert.InRange(report.Functions["orders-stream"].Invocations, Writes / 5, (Writes / 5) + 10);

        // Records with the status "lost" never reach the audit, as if their retries were used up.
        static ReadOnlyMemory<byte> WithoutLost(ReadOnlyMemory<byte> payload)
        {
            var batch = JsonNode.Parse(payload.Span)!;
            batch["Records"]!.AsArray().RemoveAll(static message =>
                JsonNode.Parse(message!["body"]!.GetValue<string>())!["data"]!["NewImage"]!["Status"]!["S"]!.GetValue<string>() == "lost");
            return Encoding.UTF8.GetBytes(batch.ToJsonString());
        }
    }

    [Theory]
    [InlineData(PoisonKind.MissingKeys)]
    [InlineData(PoisonKind.WrongWireType)]
    [InlineData(PoisonKind.BrokenJson)]
    [InlineData(PoisonKind.DeepNesting)]
    [InlineData(PoisonKind.UnreadableItem)]
    public async Task H11_poison_is_parked_and_its_neighbours_go_on(PoisonKind kind)
    {
        await using var cloud = Create();
        Put(cloud, "before");
        cloud.Poison("orders", kind, ShopApp.Item(new Order("like", "Placed", 1)));
        Put(cloud, "after");
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(["after", "before"], _seen.Changes.Select(Seen.Key).Order());
        Assert.Equal(1, cloud.Faults.PoisonCount);
        Assert.Equal(1, cloud.Report().Parked);
        Assert.Equal(1, cloud.ParkingQueue.Count);
        Assert.Equal(0, cloud.Report().AbandonedRecords + cloud.Report().DeadLettered);
    }

    [Fact]
    public async Task Poison_that_nothing_would_notice_is_refused()
    {
        await using var cloud = Create(isHandled: false);
        Assert.Throws<InvalidOperationException>(() => cloud.Poison("orders", PoisonKind.UnreadableItem, ShopApp.Item(new Order("like", "Placed", 1))));
    }

    private static void Put(LocalCloud cloud, string order) => cloud.Tables["orders"].Put(ShopApp.Item(new Order(order, "Placed", 1)));

    private LocalCloud Create(
        ChangeQueueAttribute? queue = null, AuditAttribute? audit = null, bool isHandled = true, Action<LocalCloudOptions>? configure = null)
        => LocalCloud.Create(ShopApp.Model(queue: queue, audit: audit, isHandled: isHandled), options =>
        {
            options.Shards = 1;
            options.Services = services => services.AddSingleton(_seen);
            configure?.Invoke(options);
        });
}
