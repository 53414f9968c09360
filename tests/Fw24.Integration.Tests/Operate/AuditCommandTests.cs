using Orders;

namespace Fw24.Integration.Tests.Operate;

/// <summary>The tool's commands on an audit in DynamoDB.</summary>
[Trait("Category", "Server")]
public sealed class AuditCommandTests(OperatedShop shop) : IClassFixture<OperatedShop>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trail_shows_each_change_and_that_it_is_whole()
    {
        await WriteAsync("cus-trail");
        await shop.Customers.As("u-8").DeleteAsync("cus-trail", cancellationToken: Stop);
        await shop.SettleAsync();

        var text = await RunAsync("trail", "Customer", "cus-trail");
        var json = (await RunAsync("trail", "Customer", "cus-trail", "--json")).Json;
        var last = (await RunAsync("trail", "customers", "cus-trail", "--last", "1", "--json")).Json;

        Assert.Equal(0, text.ExitCode);
        Assert.Contains("── Customer cus-trail in customers ─", text.Output, StringComparison.Ordinal);
        Assert.Matches("u-7\\? +~ changed +LoyaltyPoints +10 → 20", text.Output);
        Assert.Matches("- deleted", text.Output);
        Assert.Contains("The trail is whole: 3 records, up to the item as it is.", text.Output, StringComparison.Ordinal);
        Assert.True(json.GetProperty("isWhole").GetBoolean());
        Assert.Equal(
            ["insert", "modify", "remove"],
            json.GetProperty("records").EnumerateArray().Select(static record => record.GetProperty("operation").GetString()));
        Assert.Equal("remove", Assert.Single(last.GetProperty("records").EnumerateArray()).GetProperty("operation").GetString());
    }

    [Fact]
    public async Task The_state_at_a_time_is_the_item_and_before_its_creation_none()
    {
        await WriteAsync("cus-state");
        await shop.SettleAsync();

        var now = (await RunAsync("trail", "Customer", "cus-state", "--at", "2999-01-01", "--json")).Json;
        var before = (await RunAsync("trail", "Customer", "cus-state", "--at", "2020-01-01", "--json")).Json;
        var difference = await RunAsync("trail", "Customer", "cus-state", "--at", "2020-01-01", "--diff");

        Assert.Equal("whole", now.GetProperty("knowledge").GetString());
        Assert.Equal("20", now.GetProperty("item").GetProperty("LoyaltyPoints").GetProperty("N").GetString());
        Assert.Contains("Phone", now.GetProperty("notShown").EnumerateArray().Select(static name => name.GetString()));
        Assert.Equal("absent", before.GetProperty("knowledge").GetString());
        Assert.Matches("no item +now: the item", difference.Output);
        Assert.Matches("Name +Ada", difference.Output);
    }

    [Fact]
    public async Task Who_finds_the_changes_of_an_actor()
    {
        await shop.Customers.As("u-who").CreateAsync(Ada("cus-who"), Stop);
        await shop.SettleAsync();

        var found = (await RunAsync("who", "u-who", "--since", "1h", "--table", "customers", "--json")).Json;
        var all = await RunAsync("who", "u-who", "--since", "1h");

        var record = Assert.Single(found.GetProperty("records").EnumerateArray());
        Assert.Equal("cus-who", record.GetProperty("key").GetProperty("CustomerId").GetString());
        Assert.False(found.GetProperty("hasMore").GetBoolean());

        // The audit of orders is in CloudWatch Logs, which this endpoint does not have; that of products is in the console.
        Assert.Equal(1, all.ExitCode);
        Assert.Contains("Not asked: products", all.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_shows_what_it_writes_and_writes_it_only_with_consent()
    {
        await WriteAsync("cus-restore");
        await shop.SettleAsync();
        string[] restore = ["restore", "Customer", "cus-restore", "--at", "2020-01-01"];

        var asked = await RunAsync(restore);
        var preview = await RunAsync([.. restore, "--preview"]);
        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("pass --yes", asked.Error, StringComparison.Ordinal);
        Assert.Contains("Customer cus-restore: would be deleted", preview.Output, StringComparison.Ordinal);
        Assert.NotNull(await shop.Customers.GetAsync("cus-restore", cancellationToken: Stop));

        // A deletion keeps no reason where deletes do not store their actor.
        var refused = await RunAsync([.. restore, "--as", "u-9", "--because", "ticket 4711", "--yes"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("StampDeletes", refused.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync([.. restore, "--yes"])).ExitCode);
        Assert.Null(await shop.Customers.GetAsync("cus-restore", cancellationToken: Stop));
    }

    [Fact]
    public async Task A_change_is_undone_by_its_event_id_with_actor_and_reason()
    {
        await WriteAsync("cus-undo");
        await shop.SettleAsync();
        var change = (await RunAsync("trail", "Customer", "cus-undo", "--json")).Json.GetProperty("records")[1];

        var undone = await RunAsync(
            "restore", "Customer", "cus-undo", "--undo", change.GetProperty("id").GetString()!, "--as", "u-9", "--because", "a mistake",
            "--yes");
        await shop.SettleAsync();
        var last = (await RunAsync("trail", "Customer", "cus-undo", "--last", "1", "--json")).Json.GetProperty("records")[0];

        Assert.Equal(0, undone.ExitCode);
        Assert.Matches("LoyaltyPoints +20 → 10", undone.Output);
        Assert.Equal(10, (await shop.Customers.GetAsync("cus-undo", cancellationToken: Stop))!.LoyaltyPoints);
        Assert.Equal(("u-9", "a mistake"), (last.GetProperty("actor").GetString(), last.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task An_export_is_complete_until_a_file_is_altered()
    {
        await WriteAsync("cus-export");
        await shop.SettleAsync();
        var folder = Directory.CreateTempSubdirectory("fw24-export-").FullName;
        try
        {
            var export = await RunAsync("export", folder, "--from", "1d", "--to", "0m", "--table", "customers", "--json");
            var sound = await RunAsync("verify", "--export", folder);
            var file = Path.Combine(folder, export.Json.GetProperty("files")[0].GetProperty("path").GetString()!);
            await File.AppendAllTextAsync(file, " ", Stop);
            var altered = await RunAsync("verify", "--export", folder);

            Assert.True(export.Json.GetProperty("records").GetInt64() >= 2);
            Assert.Equal(0, sound.ExitCode);
            Assert.Equal(1, altered.ExitCode);
            Assert.Contains("was altered", altered.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_erasure_needs_consent_and_empties_the_records()
    {
        await WriteAsync("cus-erase");
        await WriteAsync("cus-erased-early");
        await shop.Customers.DeleteAsync("cus-erase", cancellationToken: Stop);
        await shop.SettleAsync();
        string[] erase = ["erase", "Customer", "cus-erase", "--as", "u-9", "--because", "request 12"];

        var asked = await RunAsync(erase);
        var existing = await RunAsync("erase", "Customer", "cus-erased-early", "--as", "u-9", "--because", "request 12", "--yes");
        var erased = await RunAsync([.. erase, "--yes", "--json"]);
        var trail = await RunAsync("trail", "Customer", "cus-erase");

        Assert.Equal((2, 2), (asked.ExitCode, existing.ExitCode));
        Assert.Contains("The item still exists in customers", existing.Error, StringComparison.Ordinal);
        Assert.Equal(3, erased.Json.GetProperty("records").GetInt32());
        Assert.Contains("erased 20", trail.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", trail.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backfill_gives_each_trail_a_beginning_and_goes_on_from_its_state()
    {
        await WriteAsync("cus-backfill");
        await shop.SettleAsync();
        var state = Path.Combine(Path.GetTempPath(), "fw24-backfill-state.txt");
        File.Delete(state);

        var done = await RunAsync("backfill", "customers", "--job", "baseline", "--snapshots", "All", "--state", state, "--yes", "--json");
        await shop.SettleAsync();
        var trail = await RunAsync("trail", "Customer", "cus-backfill");

        Assert.Equal(0, done.ExitCode);
        Assert.True(done.Json.GetProperty("isComplete").GetBoolean());
        Assert.True(done.Json.GetProperty("marked").GetInt64() >= 1);
        Assert.False(File.Exists(state));
        Assert.Contains("= snapshot", trail.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "has no entity Ordr. Its entities are", "trail", "Ordr", "x")]
    [InlineData(2, "has two values, OrderId and Part", "trail", "Order", "x")]
    [InlineData(2, "is a number", "trail", "Product", "x")]
    [InlineData(2, "Pass either --at or --undo.", "restore", "Customer", "x")]
    [InlineData(2, "not 'yesterday'", "trail", "Customer", "x", "--at", "yesterday")]
    [InlineData(2, "pass --log and --key together", "verify", "--log", "bucket")]
    [InlineData(2, "must be the public key of an ECDSA key pair", "verify", "--log", ".", "--key", "Orders.dll", "--origin", "x")]
    [InlineData(2, "pass --origin", "verify", "--log", ".", "--key", "Orders.dll")]
    [InlineData(2, "--job must not be blank", "backfill", "customers", "--job", " ")]
    [InlineData(2, "--because must not be blank", "erase", "Customer", "x", "--as", "u", "--because", "")]
    [InlineData(2, "cannot be kept", "backfill", "customers", "--job", "j", "--snapshots", "All", "--state", "nowhere/x", "--yes")]
    [InlineData(2, "Run: fw24 trail --help", "trail")]
    [InlineData(2, "has no table x. Its tables are", "backfill", "x", "--job", "j")]
    [InlineData(2, "is not a stage", "trail", "Customer", "x", "--stage", "A B")]
    public async Task Wrong_usage_is_named_with_its_remedy(int exitCode, string error, params string[] args)
    {
        var run = await RunAsync(args);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_app_is_refused()
    {
        var none = await ToolRun.StartAsync(new Dictionary<string, string>(), "trail", "Order", "x", "--app", "missing.dll");
        var library = await ToolRun.StartAsync(new Dictionary<string, string>(), "trail", "Order", "x", "--app", "Fw24.Parquet.dll");

        Assert.Equal((2, 2), (none.ExitCode, library.ExitCode));
        Assert.Contains("There is no file", none.Error, StringComparison.Ordinal);
        Assert.Contains("registers no app", library.Error, StringComparison.Ordinal);
    }

    private Task<ToolRun> RunAsync(params string[] args) => ToolRun.OnOrdersAsync(shop.Url, args);

    private async Task WriteAsync(string id)
    {
        var customer = await shop.Customers.As("u-7").CreateAsync(Ada(id), Stop);
        await shop.Customers.As("u-7").PutAsync(customer with { LoyaltyPoints = 20 }, Stop);
    }

    private static Customer Ada(string id) => new() { CustomerId = id, Name = "Ada", LoyaltyPoints = 10, Phone = "+46 8 123" };
}
