using Fw24.Console.Tests.Harness;
using Fw24.Operations.Status;
using Microsoft.Playwright;
using Orders;

namespace Fw24.Console.Tests.Pages;

/// <summary>The console of a deployed app.</summary>
public sealed class DeployedTests(ConsoleBrowser browser)
{
    private const string Hostile = "<img src=x onerror=alert(1)>\u202Egnp";

    [Fact]
    public async Task The_topology_shows_what_was_found_and_leads_to_the_status()
    {
        var shop = await TestConsole.OpenAsync();
        var topology = shop.Cloud.Topology;
        var name = topology.QueueMappings.Single(static mapping => mapping.Function is "OrderBoard").Queue;
        var deadLetters = topology.Queues.Single(queue => queue.Name == name).DeadLetterQueue!;
        await using var deployed = await DeployedShop.OpenAsync(shop, state => state with
        {
            Queues =
            [
                new QueueState { Name = name, Visible = 40, InFlight = 2, Delayed = 0 },
                new QueueState { Name = deadLetters, Keeps = true, Visible = 3, InFlight = 0, Delayed = 0, Problems = ["3 messages"] },
            ],
            Functions =
            [
                new FunctionState
                {
                    Name = "orders-OrderBoard",
                    Function = "OrderBoard",
                    Errors = 7,
                    LagSeconds = 90,
                    Problems = ["its mapping is Disabled"],
                },
            ],
        });
        await using var window = await browser.OpenAsync(deployed.Url);
        var queue = window.Page.Locator("a.node.queue", new PageLocatorOptions { HasText = name });
        await Assertions.Expect(queue).ToContainTextAsync("42");
        await Assertions.Expect(queue).ToContainTextAsync("3 dead");
        await Assertions.Expect(window.Page.GetByLabel("3 messages")).ToBeVisibleAsync();
        var function = window.Page.Locator("a.node.handler", new PageLocatorOptions { HasText = "OrderBoard" });
        await Assertions.Expect(function).ToContainTextAsync("7");
        await Assertions.Expect(function).ToContainTextAsync("2 min old");
        await window.AssertAccessibleAsync();
        await function.ClickAsync();
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Status");
        Assert.EndsWith("/status#orders-OrderBoard", window.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(window.Page.GetByLabel("Functions").Locator("#orders-OrderBoard")).ToContainTextAsync("2 min");
    }

    [Fact]
    public async Task The_status_names_what_does_not_work_what_differs_and_what_is_not_known()
    {
        await using var deployed = await DeployedShop.OpenAsync(await TestConsole.OpenAsync(), static state => state with
        {
            Alarms = [new AlarmState { Name = Hostile, State = "ALARM", Problems = [Hostile] }],
            Tables = [new TableState { Name = "orders", Status = "ACTIVE", Items = 1200, Drift = ["its stream is off"] }],
            Topics = [new TopicState { Name = "orders-changes", NotKnown = ["ListSubscriptionsByTopic was refused: AccessDenied"] }],
            Stacks = [new StackState { Name = "Orders", Status = "UPDATE_COMPLETE", IsCompared = true }],
        });
        await using var window = await browser.OpenAsync(deployed.Url, "/status");
        var findings = window.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Look at these" }).Locator("li");
        await Assertions.Expect(findings).ToHaveCountAsync(3);
        await Assertions.Expect(findings.Nth(0)).ToContainTextAsync("<img src=x onerror=alert(1)>\\u{202E}gnp");
        await Assertions.Expect(findings.Nth(1)).ToContainTextAsync("drift orders: its stream is off");
        await Assertions.Expect(findings.Nth(2)).ToContainTextAsync("not known orders-changes: ListSubscriptionsByTopic was refused");
        await Assertions.Expect(window.Page.GetByLabel("Tables").Locator("#orders")).ToContainTextAsync("1,200");
        await window.AssertAccessibleAsync();

        // A look that fails leaves what was found, and the next one that does not replaces it.
        deployed.Fault = "no credentials today";
        await deployed.LookAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no credentials today");
        await Assertions.Expect(findings).ToHaveCountAsync(3);
        (deployed.Fault, deployed.State) = (null, deployed.State with { Alarms = [], Tables = [], Topics = [] });
        await deployed.LookAsync();
        await Assertions.Expect(window.Page.GetByText("Nothing waits for an operator")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("no credentials today")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Messages_are_read_only_when_somebody_asks_and_replayed()
    {
        var shop = await TestConsole.OpenAsync();
        shop.Mailer.Fault = "no mail today";
        await shop.PutAsync("ord-1");
        await shop.PutAsync("ord-1", OrderStatus.Shipped);
        await shop.AdvanceAsync(TimeSpan.FromHours(1));
        await using var deployed = await DeployedShop.OpenAsync(shop);
        var receipts = deployed.Receipts;
        await using var window = await browser.OpenAsync(deployed.Url, "/failures");
        var read = window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Read the messages" });
        await Assertions.Expect(read).ToBeVisibleAsync();
        await deployed.LookAsync();
        Assert.Equal(receipts, deployed.Receipts);
        await read.ClickAsync();
        var group = window.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "ShipmentMailer: 1 messages" });
        await Assertions.Expect(group).ToBeVisibleAsync();
        await window.AssertAccessibleAsync();
        Assert.Equal(receipts + 1, deployed.Receipts);
        await shop.AdvanceAsync(TimeSpan.FromSeconds(1));

        shop.Mailer.Fault = null;
        await group.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Replay it" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".notice")).ToHaveTextAsync("1 handled");
        await Assertions.Expect(window.Page.GetByText("Nothing is parked")).ToBeVisibleAsync();
        Assert.Equal(1, shop.Mailer.Sent);
    }

    [Fact]
    public async Task A_trail_has_an_address_and_an_item_is_restored()
    {
        var shop = await TestConsole.OpenShopAsync();
        await using var deployed = await DeployedShop.OpenAsync(shop);
        await using var window = await browser.OpenAsync(deployed.Url, "/trail");
        await window.Page.GetByLabel("Entity").SelectOptionAsync("Order");
        await window.Page.GetByLabel("OrderId").FillAsync("ord-1");
        await window.Page.GetByLabel("Part").FillAsync("order");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show" }).ClickAsync();
        var history = window.Page.GetByLabel("History").Locator("article");
        await Assertions.Expect(history).ToHaveCountAsync(2);
        var address = window.Page.Url;
        await window.GoAsync("/status");
        await window.GoAsync(address);
        await Assertions.Expect(history).ToHaveCountAsync(2);
        await history.Last.GetByRole(AriaRole.Button).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Write it" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("The item was restored.")).ToBeVisibleAsync();
        var stored = await shop.Cloud.Table<Order>().GetAsync("ord-1", "order", TestContext.Current.CancellationToken);
        Assert.Equal(OrderStatus.Placed, stored!.Status);
    }

    [Theory]
    [InlineData("/changes")]
    [InlineData("/functions/OrderBoard")]
    [InlineData("/drive")]
    [InlineData("/nowhere")]
    public async Task Pages_of_an_embedded_cloud_are_not_there(string path)
    {
        await using var deployed = await DeployedShop.OpenAsync(await TestConsole.OpenAsync());
        await using var window = await browser.OpenAsync(deployed.Url);
        window.Forgive();
        await Assertions.Expect(window.Page.Locator("nav a")).ToHaveCountAsync(5);
        await window.GoAsync(path);
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("There is no such page");
    }
}
