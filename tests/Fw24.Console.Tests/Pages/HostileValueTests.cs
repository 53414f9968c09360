using Fw24.Console.Tests.Harness;
using Microsoft.Playwright;
using Orders;

namespace Fw24.Console.Tests.Pages;

/// <summary>
/// Values that try to be more than text. A dialog, a script's error or a foreign request fails the test when its window is
/// closed.
/// </summary>
public sealed class HostileValueTests(ConsoleBrowser browser)
{
    // Markup, attributes and a script's address.
    private const string Markup
        = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'--><svg onload=alert(3)>{{7*7}}javascript:alert(4)";

    // A change of direction, a line break, and characters that nobody sees.
    private const string Hostile = Markup + "\u202Egnp.exe\u0000\n\u200B\uFEFF";

    private const string Shown = Markup + "\\u{202E}gnp.exe\\u{0000}\\u{000A}\\u{200B}\\u{FEFF}";

    [Fact]
    public async Task They_are_shown_as_text_on_every_page()
    {
        await using var console = await TestConsole.OpenAsync();
        await console.PutAsync(Hostile, customer: Hostile);
        await console.Cloud.Table<Customer>().As(Hostile).PutAsync(
            new Customer { CustomerId = Hostile, Name = Hostile, Phone = Hostile }, TestContext.Current.CancellationToken);
        await console.RunAsync();
        console.Mailer.Fault = Hostile;
        await console.PutAsync(Hostile, OrderStatus.Shipped);
        await console.RunAsync();
        await using var window = await browser.OpenAsync(console, "/changes");
        await Assertions.Expect(window.Page.Locator("tbody bdi").First).ToContainTextAsync($"OrderId={Shown}");
        await window.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "3", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Steps")).ToContainTextAsync(Shown);
        await window.Page.GetByText("The item's audit trail").ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("History")).ToContainTextAsync(Shown);

        await window.GoAsync("/failures");
        await Assertions.Expect(window.Page.Locator("section")).ToContainTextAsync(Shown);
        await window.Page.GetByText("Messages", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Content", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("pre")).ToContainTextAsync("<script>alert(1)</script>");

        await window.GoAsync("/functions/ShipmentMailer");
        await Assertions.Expect(window.Page.GetByLabel("Invocation",
            new PageGetByLabelOptions { Exact = false }).Last).ToContainTextAsync(Shown);
        await window.GoAsync("/trail");
        await window.Page.GetByLabel("Actor", new PageGetByLabelOptions { Exact = true }).FillAsync("nobody");
        await window.Page.GetByLabel("Table").SelectOptionAsync("products");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Search" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("0 records")).ToBeVisibleAsync();
        Assert.Empty(window.Foreign);
        Assert.Equal(0, await window.Page.EvaluateAsync<int>(
            "document.querySelectorAll('script:not([src]), main img, [onload], [onerror]').length"));
    }

    [Fact]
    public async Task A_sensitive_value_is_on_no_page()
    {
        await using var console = await TestConsole.OpenShopAsync();
        await using var window = await browser.OpenAsync(console);
        foreach (var path in (string[])["/changes", "/changes/1", "/changes/6",
            "/trail?entity=Order&key={\"OrderId\":{\"S\":\"ord-1\"},\"Part\":{\"S\":\"order\"}}", "/failures", "/drive"])
        {
            await window.GoAsync(path);
            Assert.DoesNotContain("asa@example.org", await window.Page.ContentAsync(), StringComparison.Ordinal);
        }

        // A form of a stored item does not show it either, and a put of that form keeps it.
        await window.Page.GetByLabel("Entity").SelectOptionAsync("Order");
        await window.Page.GetByLabel("OrderId").FillAsync("ord-1");
        await window.Page.GetByLabel("Part").FillAsync("order");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Load" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Total")).ToHaveValueAsync("12.5");
        await Assertions.Expect(window.Page.GetByLabel("Email")).ToHaveValueAsync("");
        await window.Page.GetByLabel("Total").FillAsync("13.75");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Put" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Order was written.")).ToBeVisibleAsync();
        var stored = await console.Cloud.Table<Order>().GetAsync("ord-1", "order", TestContext.Current.CancellationToken);
        Assert.Equal((13.75m, "asa@example.org"), (stored!.Total, stored.Email));
    }
}
