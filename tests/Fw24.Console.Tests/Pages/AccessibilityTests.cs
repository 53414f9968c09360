using Fw24.Console.Tests.Harness;
using Microsoft.Playwright;

namespace Fw24.Console.Tests.Pages;

/// <summary>Every page can be read by everybody, in light and dark colors, and loads nothing from elsewhere.</summary>
public sealed class AccessibilityTests(ConsoleBrowser browser, ShopConsole shop) : IClassFixture<ShopConsole>
{
    private const string Key = "{\"OrderId\":{\"S\":\"ord-1\"},\"Part\":{\"S\":\"order\"}}";

    [Theory]
    [InlineData("/", "Topology")]
    [InlineData("/changes", "Changes")]
    [InlineData("/changes/1", "Change 1")]
    [InlineData("/trail?entity=Order&key=" + Key, "Trail")]
    [InlineData("/failures", "Failures")]
    [InlineData("/functions", "Functions")]
    [InlineData("/functions/OrderBoard", "OrderBoard")]
    [InlineData("/drive", "Drive")]
    public async Task A_page_is_accessible_in_light_and_dark(string path, string heading)
    {
        await using var window = await browser.OpenAsync(shop.Console, path);
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync(heading);
        await Assertions.Expect(window.Page.Locator(".shell.light")).ToBeVisibleAsync();
        await window.AssertAccessibleAsync();

        // The system's preference is followed at once.
        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(window.Page.Locator(".shell.dark")).ToBeVisibleAsync();
        await window.AssertAccessibleAsync();
        Assert.Empty(window.Foreign);
    }

    [Fact]
    public async Task The_switch_of_colors_is_remembered_and_precedes_the_systems_preference()
    {
        await using var window = await browser.OpenAsync(shop.Console);
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Switch to dark colors" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".shell.dark")).ToBeVisibleAsync();
        await window.GoAsync("/functions");
        await Assertions.Expect(window.Page.Locator(".shell.dark")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_keyboard_is_enough_to_follow_a_change()
    {
        await using var window = await browser.OpenAsync(shop.Console, "/");
        var keyboard = window.Page.Keyboard;

        // The way past the links.
        await TabToAsync(window, ".skip");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("main")).ToBeFocusedAsync();
        await TabToAsync(window, "nav a[href='changes']");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Changes");
        await TabToAsync(window, "tbody a[href='changes/1']");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Change 1");
        await TabToAsync(window, "a[href^='trail?']");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Trail");
        await TabToAsync(window, "article button");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Restore" })).ToBeVisibleAsync();
    }

    private static async Task TabToAsync(ConsoleWindow window, string selector)
    {
        await window.Page.Locator(selector).First.WaitForAsync();
        for (var presses = 0; presses < 80; presses++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            if (await window.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"80 presses of Tab do not reach {selector}.");
    }
}
