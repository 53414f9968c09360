using Fw24.Console.Tests.Harness;
using Microsoft.Playwright;
using Orders;

namespace Fw24.Console.Tests.Pages;

/// <summary>The moments of a scenario, in the browser.</summary>
public sealed class MomentTests(ConsoleBrowser browser)
{
    [Fact]
    public async Task A_person_goes_back_steps_and_goes_on_at_the_same_address()
    {
        var title = "Lamp";
        await using var scenario = await TestScenario.OpenAsync(cloud => cloud.Table<Product>().PutAsync(
            new Product(1, title) { Price = 1 }, TestContext.Current.CancellationToken));
        var total = scenario.Travel.Total!.Value;
        await using var window = await browser.OpenAsync(scenario.Url, "/changes");
        var moment = window.Page.GetByRole(AriaRole.Form, new PageGetByRoleOptions { Name = "Moment" }).Locator(".now");
        await Assertions.Expect(moment).ToHaveTextAsync($"event {total} of {total}");
        await Button(window, "Back").ClickAsync();
        await Assertions.Expect(moment).ToHaveTextAsync($"event {total - 1} of {total}");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Changes");
        await Button(window, "Step").ClickAsync();
        await Assertions.Expect(moment).ToHaveTextAsync($"event {total} of {total}");
        await window.Page.GetByLabel("Event", new PageGetByLabelOptions { Exact = true }).FillAsync("20");
        await Button(window, "Go").ClickAsync();
        await Assertions.Expect(moment).ToHaveTextAsync($"event 20 of {total}");
        await window.AssertAccessibleAsync();
        await Button(window, "Run to the end").ClickAsync();
        await Assertions.Expect(moment).ToHaveTextAsync($"event {total} of {total}");
        await Assertions.Expect(Button(window, "Run until idle")).ToBeVisibleAsync();
        Assert.Equal(3, scenario.Traces.Count);

        // The next run is not the same.
        var notice = window.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(notice).ToHaveCountAsync(0);
        title = "Desk";
        await window.Page.GetByLabel("Event", new PageGetByLabelOptions { Exact = true }).FillAsync($"{total}");
        await Button(window, "Go").ClickAsync();
        await Assertions.Expect(notice).ToContainTextAsync($"they differ from event {total} on");
    }

    [Fact]
    public async Task A_step_of_a_change_leads_to_its_moment_and_a_later_change_has_not_happened_there()
    {
        await using var scenario = await TestScenario.OpenAsync();
        await using var window = await browser.OpenAsync(scenario.Url, "/changes/1");
        var steps = window.Page.GetByLabel("Steps").Locator("ol li");
        var whole = await steps.CountAsync();
        var read = steps.Filter(new LocatorFilterOptions { HasText = "read from the stream" }).First;
        await read.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Facts")).ToContainTextAsync("under way");
        var then = await steps.CountAsync();
        Assert.InRange(then, 2, whole - 1);

        await window.GoAsync("/changes/6");
        await Assertions.Expect(window.Page.GetByText("The change has not happened yet")).ToBeVisibleAsync();
        await Button(window, "when it was written").ClickAsync();
        await Assertions.Expect(steps).ToHaveCountAsync(1);
        await Assertions.Expect(steps).ToContainTextAsync("written to orders");
    }

    private static ILocator Button(ConsoleWindow window, string name)
        => window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });
}
