using Fw24.Console.Tests.Harness;
using Microsoft.Playwright;

namespace Fw24.Console.Tests.Pages;

/// <summary>Pages in a browser: what they show, and that they show it soon.</summary>
public sealed class LivePageTests(ConsoleBrowser browser)
{
    [Theory]
    [InlineData("/", "Topology")]
    [InlineData("/changes", "Changes")]
    [InlineData("/changes/1", "Change 1")]
    [InlineData("/failures", "Failures")]
    [InlineData("/functions", "Functions")]
    [InlineData("/functions/OrderBoard", "OrderBoard")]
    [InlineData("/trail?entity=Order&key={\"OrderId\":{\"S\":\"ord-1\"},\"Part\":{\"S\":\"order\"}}", "Trail")]
    [InlineData("/drive", "Drive")]
    public async Task A_page_is_accessible_in_light_and_dark(string path, string heading)
    {
        await using var console = await TestConsole.OpenShopAsync();
        foreach (var isDark in new[] { false, true })
        {
            await using var window = await browser.OpenAsync(console, path, isDark);
            await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync(heading);
            await Assertions.Expect(window.Page.Locator(isDark ? ".shell.dark" : ".shell.light")).ToBeVisibleAsync();
            await window.AssertAccessibleAsync();
            Assert.Empty(window.Foreign);
        }
    }

    [Fact]
    public async Task A_change_is_seen_soon_after_its_write_and_again_when_it_is_done()
    {
        await using var console = await TestConsole.OpenAsync();
        await using var window = await browser.OpenAsync(console, "/changes");
        await console.PutAsync("ord-77");
        var row = window.Page.Locator("tbody tr", new PageLocatorOptions { HasText = "OrderId=ord-77" });
        await Assertions.Expect(row.Locator("td").Nth(6)).ToHaveTextAsync("under way");
        await console.Driver.RunUntilIdleAsync();
        await Assertions.Expect(row.Locator("td").Nth(6)).ToHaveTextAsync("done");
    }
}
