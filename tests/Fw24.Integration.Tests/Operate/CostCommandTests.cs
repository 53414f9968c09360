using Fw24.Tool.Costs;

namespace Fw24.Integration.Tests.Operate;

/// <summary>The estimate of costs, compared with sums by hand.</summary>
public sealed class CostCommandTests
{
    private const int Million = 1_000_000;

    // A million changes in a month.
    private static readonly Load s_load = new() { ChangesPerDay = Million / 30.0 };
    private static readonly PricedFunction s_single = new("f", 512, IsArm: false, BatchSize: 1, WindowSeconds: 0);

    private static string Manifest
        => typeof(CostCommandTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(static metadata => metadata.Key is "OrdersManifest").Value!;

    [Fact]
    public void A_handler_of_single_messages_costs_its_requests_and_its_time()
    {
        var lines = CostEstimate.Of(App(isFifo: false, new PricedConsumer(s_single, "q", null)), s_load, new PriceTable());

        // One message is sent, received and deleted; five pollers ask every 20 seconds.
        Assert.Equal((3 * Million) + 648_000, Units(lines, "f", "queue requests"), 1.0);
        Assert.Equal(3.648m * 0.40m, Dollars(lines, "f", "queue requests"), 2);
        Assert.Equal(0.20m, Dollars(lines, "f", "invocations"), 4);
        Assert.Equal(Million * 0.020 / 2, Units(lines, "f", "GB-seconds"), 1.0);
        Assert.Equal(0.50m, Dollars(lines, "topic", "publish requests"), 4);
    }

    [Fact]
    public void A_window_fills_batches_only_as_far_as_changes_arrive_in_it()
    {
        // 0.386 changes a second fill 3.86 places in 10 seconds.
        var waiting = s_single with { BatchSize = 10, WindowSeconds = 10 };
        var lines = CostEstimate.Of(App(isFifo: false, new PricedConsumer(waiting, "q", null)), s_load, new PriceTable());

        Assert.Equal(Million / 3.858, Units(lines, "f", "invocations"), 10.0);
    }

    [Fact]
    public void Fifo_topics_charge_what_they_publish_and_deliver()
    {
        var consumer = new PricedConsumer(s_single, "q.fifo", null);
        var lines = CostEstimate.Of(App(isFifo: true, consumer, consumer), s_load, new PriceTable());

        // Two images of 1 KB and 1 KB around them.
        Assert.Equal(3, Units(lines, "topic", "GB published"), 0.001);
        Assert.Equal(6, Units(lines, "topic", "GB delivered"), 0.001);
        Assert.Equal(
            0.30m + (3 * 0.017m) + 0.02m + 0.006m, lines.Where(static line => line.Stage == "topic").Sum(static line => line.Dollars), 3);
    }

    [Fact]
    public void An_audit_in_a_table_writes_the_record_its_head_and_its_indexes()
    {
        var audit = new PricedConsumer(s_single, "q", new PricedAudit("a", Indexes: 2, IsSealed: false));
        var lines = CostEstimate.Of(App(isFifo: false, audit), s_load, new PriceTable());

        Assert.Equal(5 * Million, Units(lines, "audit records", "write units"), 1.0);
        Assert.DoesNotContain(lines, static line => line.Stage == "seals");
    }

    [Fact]
    public void The_costs_of_seals_are_those_of_the_documentation()
    {
        var audit = new PricedConsumer(
            s_single with { BatchSize = 5, WindowSeconds = 3_600 }, "q", new PricedAudit(null, 0, IsSealed: true));
        var lines = CostEstimate.Of(App(isFifo: false, audit), s_load, new PriceTable());
        var ofTable = lines.Where(static line => line is { Stage: "seals", Table: not null }).Sum(static line => line.Dollars);

        // docs/proof.md: $1.08 for the objects of invocations of 5 records, and $0.04 for tiles.
        Assert.Equal(1.08m + 0.04m, ofTable, 2);
    }

    [Fact]
    public async Task The_sample_is_estimated_from_its_manifest_alone_with_prices_of_ones_own()
    {
        var run = await RunAsync("--changes-per-day", "100000", "--json");
        var prices = Path.Combine(Path.GetTempPath(), "fw24-cost-prices.json");
        await File.WriteAllTextAsync(prices, """{ "of": "nowhere", "alarmMonth": 1 }""", TestContext.Current.CancellationToken);
        var own = await RunAsync("--changes-per-day", "100000", "--prices", prices);

        Assert.Equal(
            ["customers", "orders", "products", null],
            run.Json.GetProperty("lines").EnumerateArray().Select(static line => line.GetProperty("table").GetString()).Distinct());
        Assert.Equal(
            34,
            run.Json.GetProperty("lines").EnumerateArray().Single(
                static line => line.GetProperty("stage").GetString() == "alarms").GetProperty("units").GetDouble());
        Assert.Equal(4, run.Json.GetProperty("variants").GetArrayLength());
        Assert.Contains("34.00", own.Output, StringComparison.Ordinal);
        Assert.Contains("Prices of nowhere", own.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[suggest:-1]")]
    [InlineData("[suggest:x]")]
    public async Task A_directive_that_is_wrong_is_an_error_of_the_command_line(string directive)
    {
        var run = await ToolRun.StartAsync(new Dictionary<string, string>(), directive, "fw24 cost");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("fw24: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_manifest_or_no_number_is_refused()
    {
        var missing = await ToolRun.StartAsync(
            new Dictionary<string, string>(), "cost", "--changes-per-day", "1", "--manifest", "missing.json");
        var other = await ToolRun.StartAsync(
            new Dictionary<string, string>(), "cost", "--changes-per-day", "1", "--manifest", "fw24.deps.json");
        var empty = Path.GetTempFileName();
        var nothing = await ToolRun.StartAsync(new Dictionary<string, string>(), "parked", "list", "--manifest", empty);
        File.Delete(empty);
        var negative = await RunAsync("--changes-per-day", "-1");

        Assert.Equal((2, 2, 2, 2), (missing.ExitCode, other.ExitCode, nothing.ExitCode, negative.ExitCode));
        Assert.Contains($"The manifest {empty} is empty", nothing.Error, StringComparison.Ordinal);
        Assert.Contains("There is no manifest", missing.Error, StringComparison.Ordinal);
        Assert.Contains("is not a manifest of the schema fw24.manifest/1", other.Error, StringComparison.Ordinal);
        Assert.Contains("takes a number greater than 0 and at most 1,000,000,000,000, not '-1'", negative.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_completes_commands_and_options()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");
        var script = (await ToolRun.StartAsync(new Dictionary<string, string>(), "completion", "bash")).Output;
        var tool = Path.Combine(AppContext.BaseDirectory, "fw24.dll");
        var start = new System.Diagnostics.ProcessStartInfo(
            "/bin/bash",
            ["-c", $"fw24() {{ dotnet exec '{tool}' \"$@\"; }}\n{script}\nCOMP_LINE='fw24 trail Order x --la'; COMP_POINT=${{#COMP_LINE}}; _fw24; echo \"${{COMPREPLY[@]}}\""])
        {
            RedirectStandardOutput = true,
        };
        using var bash = System.Diagnostics.Process.Start(start)!;

        Assert.Equal("--last", (await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    private static Task<ToolRun> RunAsync(params string[] args)
        => ToolRun.StartAsync(new Dictionary<string, string>(), ["cost", "--manifest", Manifest, .. args]);

    private static PricedApp App(bool isFifo, params PricedConsumer[] consumers)
        => new(
            "app",
            [new PricedTable(
                "t", new PricedFunction("t-stream", 512, IsArm: false, BatchSize: 1, WindowSeconds: 0), "topic", isFifo, consumers)],
            Alarms: 0);

    private static double Units(IReadOnlyList<CostLine> lines, string stage, string what)
        => lines.First(line => line.Stage == stage && line.What == what).Units;

    private static decimal Dollars(IReadOnlyList<CostLine> lines, string stage, string what)
        => lines.First(line => line.Stage == stage && line.What == what).Dollars;
}
