using Fw24.Local.Faults;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>A cloud keeps the reasons of failures and shows them in a failed assertion.</summary>
public sealed class ReasonTests
{
    private readonly Seen _seen = new();

    [Fact]
    public async Task W14_a_dead_letter_says_what_the_handler_threw()
    {
        _seen.Do = static (_, _, _, _) => throw new IOException("smtp.example.org does not answer");
        await using var cloud = Create(new ChangeQueueAttribute { MaxReceiveCount = 2 });
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var message = Assert.Single(cloud.Queues["Mailer-dlq.fifo"].Messages);
        Assert.Equal("System.IO.IOException: smtp.example.org does not answer", message.Reason);
        Assert.EndsWith(", dead-lettered by Mailer.fifo, received 2 times: System.IO.IOException: smtp.example.org does not answer", message.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, cloud.Failures.Count);
        Assert.All(cloud.Failures, failure =>
        {
            Assert.Equal(("Mailer", RecordResult.Failed, message.MessageId), (failure.Function, failure.Result, failure.Record));
            Assert.IsType<IOException>(failure.Exception);
            Assert.NotNull(failure.EventId);
        });
        Assert.Contains($" Mailer: {message.MessageId} (event ", cloud.Failures[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(" failed: System.IO.IOException: smtp.example.org does not answer\n   at ", cloud.Failures[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W14_a_parked_message_says_why_and_by_whom_and_shows_no_value()
    {
        await using var cloud = Create();
        cloud.Poison("orders", PoisonKind.UnreadableItem, ShopApp.Item(new Order("like", "Placed-4711", 1)));
        cloud.Poison("orders", PoisonKind.MissingKeys);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var texts = cloud.ParkingQueue.Messages.Select(static message => message.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, texts.Count);
        Assert.Contains(texts, static text => text.Contains(", parked by Mailer (event ", StringComparison.Ordinal) && text.Contains("Order.", StringComparison.Ordinal));
        Assert.Contains(texts, static text => text.Contains(", parked by orders-stream", StringComparison.Ordinal) && text.Contains("Keys", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, static text => text.Contains("4711", StringComparison.Ordinal));
        Assert.Equal(2, cloud.Failures.Count(static failure => failure.Result is RecordResult.Parked));
        Assert.All(cloud.Failures, static failure => Assert.Contains(" was parked: ", failure.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task W14_an_invocation_that_fails_as_a_whole_says_why()
    {
        await using var cloud = Create(configure: static options => options.Replace("Mailer", static (_, _, _) => throw new NotSupportedException("not like this")));
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.All(cloud.Failures, static failure => Assert.Contains(" Mailer: the invocation failed: System.NotSupportedException: not like this", failure.ToString(), StringComparison.Ordinal));
        Assert.Equal("System.NotSupportedException: not like this", Assert.Single(cloud.Queues["Mailer-dlq.fifo"].Messages).Reason);
    }

    [Fact]
    public async Task W14_an_invocation_that_timed_out_says_so()
    {
        _seen.Do = static (_, _, time, _) => Task.Delay(TimeSpan.FromHours(1), time, CancellationToken.None);
        await using var cloud = Create(new ChangeQueueAttribute { MaxReceiveCount = 1 });
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal("it timed out before it responded", Assert.Single(cloud.Queues["Mailer-dlq.fifo"].Messages).Reason);
    }

    [Fact]
    public async Task W14_records_that_are_given_up_say_why()
    {
        await using var cloud = LocalCloud.Create(ShopApp.Model(stream: new StreamEnabledAttribute { Fifo = true, RetryAttempts = 1 }), options =>
        {
            options.Services = services => services.AddSingleton(_seen);
            options.Replace("orders-stream", static (_, _, _) => throw new NotSupportedException("no topic"));
        });
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        var text = Assert.Single(cloud.Queues["orders-stream-dlq"].Messages).ToString();
        Assert.Contains(": orders-stream gave up 1 records of ", text, StringComparison.Ordinal);
        Assert.EndsWith("(RetryAttemptsExhausted): System.NotSupportedException: no topic", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W14_what_went_well_has_no_reason()
    {
        await using var cloud = Create();
        Put(cloud);
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Empty(cloud.Failures);
    }

    [Fact]
    public async Task W14_without_history_the_latest_reasons_are_kept()
    {
        _seen.Do = static (change, _, _, _) => throw new IOException(Seen.Key(change));
        await using var cloud = Create(new ChangeQueueAttribute { MaxReceiveCount = 1 }, static options => options.KeepHistory = false);
        for (var order = 0; order < 150; order++)
        {
            Put(cloud, $"o-{order}");
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);

        Assert.Equal(100, cloud.Failures.Count);
    }

    // The guide's own test.
    [Theory]
    [InlineData(true, AuditLoggerType.Cloudwatch)]
    [InlineData(false, AuditLoggerType.Console)]
    [InlineData(true, AuditLoggerType.DynamoDb)]
    public async Task W14_every_transient_fault_passes(bool fifo, AuditLoggerType audit)
    {
        for (var seed = 1UL; seed <= 150; seed++)
        {
            _seen.Changes.Clear();
            await using var cloud = LocalCloud.Create(ShopApp.Model(stream: new StreamEnabledAttribute { Fifo = fifo }, audit: new AuditAttribute(audit)), options =>
            {
                options.Services = services => services.AddSingleton(_seen);
                options.Faults = LocalFaults.Random(seed);
            });
            for (var write = 0; write < 12; write++)
            {
                Put(cloud, $"o-{write % 3}", $"S{write}");
            }

            await cloud.RunUntilIdleAsync(Cloud.Cancelled);

            var story = $"{cloud.Faults}\n{string.Join('\n', cloud.Failures)}";
            Assert.True(cloud.ParkingQueue.Messages.Count == 0, story);
            Assert.True(cloud.Report() is { DeadLettered: 0, AbandonedRecords: 0 }, story);
            Assert.True(_seen.Changes.DistinctBy(static change => change.EventId).Count() == 12, story);
        }
    }

    [Fact]
    public async Task W14_poison_is_made_of_items_that_a_stream_delivers()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            await using var cloud = LocalCloud.Create(ShopApp.Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb)), options =>
            {
                options.Services = services => services.AddSingleton(_seen);
                options.Faults = LocalFaults.Random(seed, new LocalFaultRates { Poison = 0.4 });
            });
            for (var write = 0; write < 10; write++)
            {
                Put(cloud, $"o-{write}", $"S{write}");
            }

            await cloud.RunUntilIdleAsync(Cloud.Cancelled);

            Assert.True(cloud.Faults.PoisonCount == cloud.ParkingQueue.Count, $"{cloud.Faults}\n{string.Join('\n', cloud.ParkingQueue.Messages)}");
            Assert.DoesNotContain(cloud.Tables["orders"].Items, static item =>
                item.Json.Span.IndexOf("poison-item"u8) >= 0 && item.Json.Span.IndexOf("\"head\""u8) >= 0 && item.Json.Span.IndexOf("\"AUDIT#"u8) < 0);
        }
    }

    private static void Put(LocalCloud cloud, string order = "o-1", string status = "Placed") => cloud.Tables["orders"].Put(ShopApp.Item(new Order(order, status, 1)));

    private LocalCloud Create(ChangeQueueAttribute? queue = null, Action<LocalCloudOptions>? configure = null) => LocalCloud.Create(ShopApp.Model(queue: queue), options =>
    {
        options.Services = services => services.AddSingleton(_seen);
        configure?.Invoke(options);
    });
}
