using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;
using Orders;
using Orders.Local;
using Orders.Local.Checks;
using Orders.Local.Commands;

namespace Fw24.Integration.Tests.Wires;

/// <summary>The sample's pipeline on real wires: <c>ITable</c> and AWS's JavaScript SDK write, others' libraries read.</summary>
[Trait("Category", "Server")]
[Collection(WiredServers.Name)]
public sealed class PipelineTests(WiredServers servers)
{
    private const string Parked = "orders-parked-records";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_written_by_whomever_is_audited_handled_and_readable()
    {
        await using var wires = await OrdersWires.DeployAsync(servers.DynamoDb, servers.Messaging);
        List<string> taps = [];
        foreach (var topic in wires.Deployment.Topology.Topics)
        {
            taps.Add(await wires.Deployment.TapAsync(topic.Name, Cancellation));
        }

        wires.Start();
        await ReplayAsync(wires, commands: 300);
        await NodeScript.RunAsync("writers.mjs", "", servers.DynamoDb.Url.ToString());
        await wires.SettleAsync();
        await ExpireAsync(wires);
        await wires.StopAsync();

        await AssertAuditedAsync(wires);
        await AssertHandledAsync(wires);
        await AssertParkedAsync(wires);
        AssertOrdered(wires.InvocationsOf("OrderBoard").SelectMany(static invocation => invocation.Bodies));
        List<string> messages = [];
        foreach (var tap in taps)
        {
            messages.AddRange(await wires.DrainAsync(tap));
        }

        Assert.Equal(
            wires.Deployment.Streams.Values.Sum(static stream => stream.Records),
            messages.Select(static message => Member(message, "id")).Distinct().Count());
        Assert.Contains(messages, static message => message.Contains("\"dataref\":\"s3://", StringComparison.Ordinal));
        await AssertReadableAsync(messages);
    }

    private static async Task ReplayAsync(OrdersWires wires, int commands)
    {
        var tables = new ShopTables(
            wires.Table<Order>(), wires.Table<OrderNote>(), wires.Table<Customer>(), wires.Table<Product>(), wires.Store);
        var replay = new CommandReplay(OrdersApp.Model, tables);
        foreach (var command in CommandFile.Read(RunOptions.SampleData.FullName).Take(commands))
        {
            await replay.ApplyAsync(command, Cancellation);
        }
    }

    // DynamoDB Local deletes what has expired within seconds.
    private static async Task ExpireAsync(OrdersWires wires)
    {
        await wires.Deployment.ExpireItemsAsync(Cancellation);
        var key = new ItemImage("""{"CustomerId":{"S":"js-ttl"}}"""u8.ToArray());
        while (!(await wires.Store.GetAsync("customers", key, Cancellation)).IsAbsent)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), Cancellation);
        }

        await wires.SettleAsync();
    }

    private static async Task AssertAuditedAsync(OrdersWires wires)
    {
        foreach (var table in OrdersApp.Model.Tables.Where(static table => table.Audit is not null))
        {
            var trails = await wires.TrailsAsync(table);
            Assert.Empty(FoldCheck.Compare(table, await wires.ScanAsync(table.Name), trails));
            Assert.Equal(wires.Deployment.Streams[table.Name].Records, trails.Sum(static trail => trail.Entries.Count));
            Assert.All(trails, static trail => Assert.Equal((0, 0), (trail.Gaps.Count, trail.Conflicts.Count)));
        }

        var customers = await wires.TrailsAsync(OrdersApp.Model.Tables.Single(static table => table.Name is "customers"));
        var expired = customers.Single(static trail => Text(trail.Key).Contains("js-ttl", StringComparison.Ordinal));
        Assert.Equal([ChangeOrigin.Application, ChangeOrigin.TimeToLive], expired.Entries.Select(static entry => entry.Origin));
    }

    private static async Task AssertHandledAsync(OrdersWires wires)
    {
        var board = await wires.ScanAsync("order-board");
        Assert.Equal("Shipped", AttributeOf(board, "OrderId", "js-1", "Status"));
        Assert.Equal("Delivered", AttributeOf(board, "OrderId", "js-3", "Status"));
        Assert.Equal("Gold", AttributeOf(await wires.ScanAsync("customer-directory"), "CustomerId", "js-c3", "Tier"));
        var mails = wires.OutputOf("ShipmentMailer");
        Assert.All(["js-1", "js-3", "js-5"], order => Assert.Contains($"Order {order} is on its way", mails, StringComparison.Ordinal));
    }

    private static async Task AssertParkedAsync(OrdersWires wires)
    {
        var parked = await wires.DrainAsync(Parked);
        Assert.NotEmpty(parked);
        Assert.All(parked, static message => Assert.Contains("js-poison", message, StringComparison.Ordinal));
        Assert.Equal(["CustomerDirectory", "OrderBoard"], parked.Select(static message => Member(message, "function")!).Distinct().Order());

        // H22: sensitive values are nowhere downstream.
        var consumers = wires.Invocations.Where(static one => !one.Function.EndsWith("-stream", StringComparison.Ordinal));
        var everything = string.Join('\n', [.. parked, .. consumers.SelectMany(static one => one.Bodies)]);
        Assert.DoesNotContain("canary-js", everything, StringComparison.Ordinal);
    }

    private static void AssertOrdered(IEnumerable<string> bodies)
        => Assert.All(bodies.GroupBy(static body => Member(body, "subject")), static item =>
        {
            var sequence = item.Select(static body => Member(body, "sequence")!.PadLeft(40, '0')).ToList();
            Assert.Equal(sequence.Order(StringComparer.Ordinal), sequence);
        });

    private static async Task AssertReadableAsync(List<string> messages)
    {
        var output = await NodeScript.RunAsync("readers.mjs", string.Join('\n', messages));
        var read = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{messages.Count} messages read by cloudevents {NpmPackages.VersionOf("cloudevents")}, "
            + $"@aws-sdk/util-dynamodb {NpmPackages.VersionOf("@aws-sdk/util-dynamodb")} "
            + $"and CloudNative.CloudEvents {typeof(CloudEvent).Assembly.GetName().Version}");

        var formatter = new JsonEventFormatter();
        var sequence = CloudEventAttribute.CreateExtension("sequence", CloudEventAttributeType.String);
        Assert.Equal(
            messages.Select(message =>
            {
                var body = formatter.DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(message), null, [sequence]);
                return (body.Id, body.Type, body.Source!.ToString(), body.Subject, (string?)body[sequence]);
            }),
            read.Select(static line =>
                (Member(line, "id"), Member(line, "type"), Member(line, "source")!, Member(line, "subject"), Member(line, "sequence"))));
        Assert.Contains(read, static line => line.Contains("12345678901234567890123456789012345678", StringComparison.Ordinal));
    }

    private static string Text(ItemImage item) => Encoding.UTF8.GetString(item.Json.Span);

    private static string? AttributeOf(List<ItemImage> items, string key, string value, string attribute)
    {
        using var document = JsonDocument.Parse($"[{string.Join(',', items.Select(Text))}]");
        var found = document.RootElement.EnumerateArray().Single(item => item.GetProperty(key).GetProperty("S").ValueEquals(value));
        return found.GetProperty(attribute).GetProperty("S").GetString();
    }

    private static string? Member(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out var member) ? member.GetString() : null;
    }
}
