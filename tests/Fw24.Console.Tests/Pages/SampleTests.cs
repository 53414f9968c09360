using Fw24.Console.Tests.Harness;
using Microsoft.Playwright;
using Orders.Local;

namespace Fw24.Console.Tests.Pages;

/// <summary>The sample's console, and the pictures of it in the docs.</summary>
public sealed class SampleTests(ConsoleBrowser browser)
{
    private const string Order = "/trail?entity=Order&key={\"OrderId\":{\"S\":\"ord-0038\"},\"Part\":{\"S\":\"order\"}}";

    private static readonly (string Name, string Path, bool IsDark)[] s_pictures =
        [("topology", "/", false), ("changes", "/changes", true), ("change", "/changes/1500", false), ("trail", Order, false),
            ("failures", "/failures", true)];

    [Fact]
    public async Task The_sample_replays_its_commands_and_serves_a_console_until_it_is_stopped()
    {
        var file = new FileInfo(Path.Combine(AppContext.BaseDirectory, "console-commands.jsonl"));
        await File.WriteAllLinesAsync(file.FullName, File.ReadLines(RunOptions.SampleData.FullName).Take(60),
            TestContext.Current.CancellationToken);
        await using var sample = await SampleConsole.RunAsync(new RunOptions { Data = file });
        await using var window = await browser.OpenAsync(sample.Url, "/changes");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("kept");
        await Assertions.Expect(window.Page.Locator("tbody a").First).ToHaveTextAsync("60");
        await window.Page.GetByLabel("Event", new PageGetByLabelOptions { Exact = true }).FillAsync("0");
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Go" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("tbody a").First).ToHaveTextAsync("1");
        Assert.Equal(0, await sample.StopAsync());
        await Assertions.Expect(window.Page.GetByText("The console does not answer.")).ToBeVisibleAsync();
        window.Forgive();
    }

    [Fact]
    public async Task The_docs_have_a_picture_of_each_page_that_is_worth_one()
    {
        var folder = Path.Combine(Root(), "docs", "images");
        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1")
        {
            await using var sample = await SampleConsole.RunAsync(new RunOptions { FaultSeed = 42 });
            foreach (var (name, path, isDark) in s_pictures)
            {
                await using var window = await browser.OpenAsync(sample.Url, path, isDark);
                await Assertions.Expect(window.Page.Locator(isDark ? ".shell.dark" : ".shell.light")).ToBeVisibleAsync();
                await Assertions.Expect(window.Page.Locator("main a, main article, main section").First).ToBeVisibleAsync();
                await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"console-{name}.png") });
            }
        }

        Assert.All(s_pictures, picture
            => Assert.True(File.Exists(Path.Combine(folder, $"console-{picture.Name}.png")), $"{picture.Name}: run with FW24_ACCEPT=1."));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Fw24.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
