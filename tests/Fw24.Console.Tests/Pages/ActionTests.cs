using Fw24.Console.Tests.Harness;
using Fw24.Local.Faults;
using Microsoft.Playwright;
using Orders;

namespace Fw24.Console.Tests.Pages;

/// <summary>What a person can do: replay, drop, restore, write and drive.</summary>
public sealed class ActionTests(ConsoleBrowser browser)
{
    [Fact]
    public async Task A_dead_letter_is_replayed_when_its_handler_is_mended()
    {
        await using var console = await DeadLetterAsync();
        await using var window = await browser.OpenAsync(console, "/failures");
        var group = window.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "ShipmentMailer: 1 messages" });
        await Assertions.Expect(group).ToContainTextAsync("no mail today");

        // Still broken: it fails again, and is kept.
        await group.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Replay it" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".notice")).ToContainTextAsync("1 failed");
        await Assertions.Expect(group).ToBeVisibleAsync();
        console.Mailer.Fault = null;
        await group.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Replay it" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".notice")).ToHaveTextAsync("1 handled");
        await Assertions.Expect(window.Page.GetByText("Nothing is parked")).ToBeVisibleAsync();
        Assert.Equal(1, console.Mailer.Sent);
    }

    [Fact]
    public async Task A_message_is_dropped_only_with_a_reason()
    {
        await using var console = await DeadLetterAsync();
        await using var window = await browser.OpenAsync(console, "/failures");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Drop…" }).First.ClickAsync();
        var drop = window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Delete without replaying" });
        await Assertions.Expect(drop).ToBeDisabledAsync();
        await window.Page.GetByLabel("Why is it dropped?").FillAsync("test order");
        await drop.ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Nothing is parked")).ToBeVisibleAsync();
        Assert.All(console.Cloud.Queues.Values, static queue => Assert.Equal(0, queue.Count));
        Assert.Equal(0, console.Mailer.Sent);
    }

    [Fact]
    public async Task An_item_is_restored_after_a_preview()
    {
        await using var console = await TestConsole.OpenShopAsync();
        await using var window = await browser.OpenAsync(console, "/trail");
        await window.Page.GetByLabel("Entity").SelectOptionAsync("Order");
        await window.Page.GetByLabel("OrderId").FillAsync("ord-1");
        await window.Page.GetByLabel("Part").FillAsync("order");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show" }).ClickAsync();
        var history = window.Page.GetByLabel("History");
        await Assertions.Expect(history.Locator("article")).ToHaveCountAsync(2);
        await Assertions.Expect(history.Locator("article").First.Locator("del").First).ToHaveTextAsync("\"Placed\"");
        await Assertions.Expect(history.Locator("article").First.Locator("ins").First).ToHaveTextAsync("\"Shipped\"");
        await history.Locator("article").Last.GetByRole(AriaRole.Button).ClickAsync();
        var preview = window.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Restore" });
        await Assertions.Expect(preview.Locator("ins").First).ToHaveTextAsync("\"Placed\"");
        Assert.Equal(OrderStatus.Shipped, await StatusAsync(console));
        await preview.GetByLabel("On behalf of").FillAsync("u-9");
        await preview.GetByLabel("Reason").FillAsync("ticket 4711");
        await preview.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Write it" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("The item was restored.")).ToBeVisibleAsync();
        Assert.Equal(OrderStatus.Placed, await StatusAsync(console));
        await console.Driver.RunUntilIdleAsync();
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show" }).ClickAsync();
        await Assertions.Expect(history.Locator("article").First).ToContainTextAsync("by u-9");
        await Assertions.Expect(history.Locator("article").First).ToContainTextAsync("Because ticket 4711");

        // By actor: CloudWatch Logs can search for it.
        await window.Page.GetByLabel("Actor", new PageGetByLabelOptions { Exact = true }).FillAsync("u-9");
        await window.Page.GetByLabel("Table").SelectOptionAsync("orders");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Search" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Records found").Locator("article")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page.GetByLabel("Records found")).ToContainTextAsync("ord-1");
    }

    [Fact]
    public async Task An_item_is_written_on_behalf_of_somebody_and_the_clock_is_advanced()
    {
        await using var console = await TestConsole.OpenAsync();
        await using var window = await browser.OpenAsync(console, "/drive");
        await window.Page.GetByLabel("Entity").SelectOptionAsync("Product");
        await window.Page.GetByLabel("Number").FillAsync("7");
        await window.Page.GetByLabel("Title").FillAsync("Lamp");
        await window.Page.GetByLabel("Price").FillAsync("expensive");
        await window.Page.GetByLabel("On behalf of").FillAsync("u-1");
        var put = window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Put" });
        await put.ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Product.Price");
        Assert.Equal(0, console.Cloud.Tables["products"].Count);
        await window.Page.GetByLabel("Price").FillAsync("24.90");
        await window.Page.GetByLabel("Sizes").FillAsync("""{"NS":["1","2"]}""");
        await put.ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Product was written.")).ToBeVisibleAsync();
        var stored = await console.Cloud.Table<Product>().GetAsync(7, TestContext.Current.CancellationToken);
        Assert.Equal((24.9m, "u-1", 2), (stored!.Price, stored.EditedBy, stored.Sizes!.Count));

        var before = console.Cloud.Time.GetUtcNow();
        await window.Page.GetByLabel("Advance by").FillAsync("2");
        await window.Page.GetByLabel("Unit").SelectOptionAsync("hours");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Advance", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("The clock was advanced by 2 hours.")).ToBeVisibleAsync();
        Assert.Equal(before.AddHours(2), console.Cloud.Time.GetUtcNow());
        Assert.Equal(1, console.Cloud.Report().Audited);

        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Product was deleted.")).ToBeVisibleAsync();
        Assert.Equal(0, console.Cloud.Tables["products"].Count);
    }

    [Fact]
    public async Task A_fault_and_poison_are_injected()
    {
        await using var console = await TestConsole.OpenAsync();
        await using var window = await browser.OpenAsync(console, "/drive");
        await window.Page.GetByLabel("Next time, function").SelectOptionAsync("OrderBoard");
        await window.Page.GetByLabel("does this").SelectOptionAsync("crashes before it runs");
        var inject = window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Inject" });
        await inject.First.ClickAsync();
        await Assertions.Expect(window.Page.GetByText("The next time, OrderBoard crashes before it runs.")).ToBeVisibleAsync();
        await window.Page.GetByLabel("Into the stream of").SelectOptionAsync("orders");
        await window.Page.GetByLabel("A record with").SelectOptionAsync("broken JSON");
        await inject.Last.ClickAsync();
        await Assertions.Expect(window.Page.GetByText("The stream of orders has a record with broken JSON.")).ToBeVisibleAsync();
        await console.PutAsync("ord-1");
        await console.Driver.RunUntilIdleAsync();
        var report = console.Cloud.Report();
        Assert.Equal((1, 1), (report.Functions["OrderBoard"].Crashed, report.Parked));
        Assert.Equal(FaultKind.CrashBefore, Assert.Single(console.Cloud.Faults.Injected).Kind);
        Assert.NotNull(await console.Cloud.Table<BoardCard>().GetAsync("ord-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cloud_runs_by_itself_when_it_is_told_to()
    {
        await using var console = await TestConsole.OpenAsync();
        await using var window = await browser.OpenAsync(console, "/changes");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run", Exact = true }).ClickAsync();
        await console.PutAsync("ord-1");
        await Assertions.Expect(window.Page.Locator("tbody tr",
            new PageLocatorOptions { HasText = "OrderId=ord-1" })).ToContainTextAsync("done");
    }

    private static async Task<TestConsole> DeadLetterAsync()
    {
        var console = await TestConsole.OpenAsync();
        await console.PutAsync("ord-1");
        await console.RunAsync();
        console.Mailer.Fault = "no mail today";
        await console.PutAsync("ord-1", OrderStatus.Shipped);
        await console.RunAsync();
        return console;
    }

    private static async Task<OrderStatus> StatusAsync(TestConsole console)
        => (await console.Cloud.Table<Order>().GetAsync("ord-1", "order", TestContext.Current.CancellationToken))!.Status;
}
