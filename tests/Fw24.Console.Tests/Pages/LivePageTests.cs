using Fw24.Console.Feed;
using Fw24.Console.Tests.Harness;
using Fw24.Local.Faults;
using Microsoft.Playwright;
using Orders;

namespace Fw24.Console.Tests.Pages;

/// <summary>Pages that follow the cloud.</summary>
public sealed class LivePageTests(ConsoleBrowser browser)
{
    [Fact]
    public async Task A_change_is_seen_soon_after_its_write_and_again_when_it_is_done()
    {
        await using var console = await TestConsole.OpenAsync();
        await using var window = await browser.OpenAsync(console, "/changes");
        await Assertions.Expect(window.Page.GetByText("Nothing was written since")).ToBeVisibleAsync();
        await console.PutAsync("ord-77");
        var row = window.Page.Locator("tbody tr", new PageLocatorOptions { HasText = "OrderId=ord-77" });
        await Assertions.Expect(row.Locator("td").Nth(6)).ToHaveTextAsync("under way");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run until idle" }).ClickAsync();
        await Assertions.Expect(row.Locator("td").Nth(6)).ToHaveTextAsync("done");
        await Assertions.Expect(row.GetByText("OrderBoard")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_tail_is_filtered_and_paused()
    {
        await using var console = await TestConsole.OpenShopAsync();
        await using var window = await browser.OpenAsync(console, "/changes");
        var rows = window.Page.Locator("tbody tr:has(a)");
        await Assertions.Expect(rows).ToHaveCountAsync(console.Feed.Changes.Count);
        await window.Page.GetByLabel("Table").SelectOptionAsync("customers");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await window.Page.GetByLabel("Table").SelectOptionAsync("");
        await window.Page.GetByLabel("Text in the key").FillAsync("ORD-2");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows).ToContainTextAsync("OrderId=ord-2");
        await window.Page.GetByLabel("Text in the key").FillAsync("");
        await window.Page.GetByLabel("Failed or retried only").CheckAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows).ToContainTextAsync("failed");
        await window.Page.GetByLabel("Failed or retried only").UncheckAsync();
        await window.Page.GetByLabel("Operation").SelectOptionAsync("modify");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await window.Page.GetByLabel("Operation").SelectOptionAsync("");
        await window.Page.GetByLabel("Received by").SelectOptionAsync("CustomerDirectory");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await window.Page.GetByLabel("Received by").SelectOptionAsync("");

        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }).First.ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Continue" })).ToBeVisibleAsync();
        await console.PutAsync("ord-later");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run until idle" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".bar [data-state=idle]")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("ord-later")).ToHaveCountAsync(0);
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("ord-later")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Ten_thousand_changes_take_a_page_of_rows()
    {
        await using var console = await TestConsole.OpenAsync();
        const int Written = ChangeLog.DefaultCapacity + 200;
        for (var number = 0; number < Written; number++)
        {
            console.Cloud.Tables["products"].Put($$$"""{"Number":{"N":"{{{number}}}"},"Title":{"S":"Lamp"},"Price":{"N":"1"}}""");
        }

        await using var window = await browser.OpenAsync(console, "/changes");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("10,000 of 10,000 kept");
        await Assertions.Expect(window.Page.Locator("tbody a").First).ToHaveTextAsync($"{Written}");
        Assert.InRange(await window.Page.Locator("tbody tr").CountAsync(), 5, 100);

        // The oldest one that is kept is at the end.
        await window.Page.Locator(".tail").EvaluateAsync("tail => tail.scrollTop = tail.scrollHeight");
        await Assertions.Expect(window.Page.Locator("tbody a").Last).ToHaveTextAsync("201");
        Assert.InRange(await window.Page.Locator("tbody tr").CountAsync(), 5, 100);
    }

    [Fact]
    public async Task The_picture_shows_what_waits_and_what_failed()
    {
        await using var console = await TestConsole.OpenAsync();
        await using var window = await browser.OpenAsync(console);
        await Assertions.Expect(Node(window, "queue", "orders-audit.fifo")).ToContainTextAsync("0 waiting");
        await console.PutAsync("ord-1");
        await Assertions.Expect(Node(window, "table", "orders")).ToContainTextAsync("1 items");
        console.Cloud.Poison("orders", PoisonKind.BrokenJson);
        await console.RunAsync();
        await Assertions.Expect(Node(window, "stream", "orders-stream")).ToContainTextAsync("1 failed");
        await Assertions.Expect(Node(window, "failures", "orders-parking")).ToContainTextAsync("1 kept");
        await Assertions.Expect(window.Page.Locator(".rail .badge")).ToHaveTextAsync("1");

        // Nodes are links.
        await Node(window, "handler", "OrderBoard").ClickAsync();
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("OrderBoard");
    }

    [Fact]
    public async Task A_change_that_is_retried_says_where_it_waits_and_the_next_one_what_for()
    {
        await using var console = await TestConsole.OpenAsync();
        await console.PutAsync("ord-1");
        await console.RunAsync();
        console.Mailer.Fault = "no mail today";
        await console.PutAsync("ord-1", OrderStatus.Shipped);
        await console.PutAsync("ord-1", OrderStatus.Delivered);
        await console.AdvanceAsync(TimeSpan.FromSeconds(5));
        await using var window = await browser.OpenAsync(console, "/changes/2");
        var facts = window.Page.GetByLabel("Steps");
        await Assertions.Expect(facts).ToContainTextAsync("failed in ShipmentMailer");
        await Assertions.Expect(facts).ToContainTextAsync("no mail today");
        await Assertions.Expect(facts).ToContainTextAsync("and it is hidden until");
        await window.GoAsync("/changes/3");
        await Assertions.Expect(facts).ToContainTextAsync("In ShipmentMailer.fifo");
        console.Mailer.Fault = null;
        await console.Driver.RunUntilIdleAsync();
        await Assertions.Expect(window.Page.GetByLabel("Facts")).ToContainTextAsync("done");
        await Assertions.Expect(window.Page.GetByLabel("Order").Locator("tbody tr")).ToHaveCountAsync(3);
    }

    private static ILocator Node(ConsoleWindow window, string kind, string name)
        => window.Page.Locator($".node.{kind}:has(bdi[title='{name}'])");
}
