using System.Diagnostics;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Fw24.Console.Tests.Harness.ConsoleBrowser))]

namespace Fw24.Console.Tests.Harness;

/// <summary>A browser for all tests: the machine's Chromium, which the fixture installs where it may.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "msedge"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var path = Find() ?? await InstallAsync() ?? throw new InvalidOperationException(
            "The tests of the console need Chromium: install it, with the machine's package manager or from its vendor, so that one of "
            + $"{string.Join(", ", s_names)} is found, or name its executable in FW24_CHROMIUM.");
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000);

        // Chromium's sandbox does not work for root.
        string[] arguments = Environment.UserName is "root" ? ["--no-sandbox"] : [];
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = arguments });
    }

    /// <summary>Opens a console in a window of its own.</summary>
    public Task<ConsoleWindow> OpenAsync(TestConsole console, string path = "/") => OpenAsync(console.Url, path);

    /// <summary>Opens a console in a window of its own.</summary>
    public async Task<ConsoleWindow> OpenAsync(Uri url, string path = "/", bool isDark = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        var window = new ConsoleWindow(context, await context.NewPageAsync());
        await window.EnterAsync(url, path);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FW24_CHROMIUM") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new InvalidOperationException($"FW24_CHROMIUM names {named}, which does not exist.");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + extension))).FirstOrDefault(File.Exists);
    }

    private static async Task<string?> InstallAsync()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName is not "root" || !File.Exists("/usr/bin/apt-get"))
        {
            return null;
        }

        await RunAsync("update");
        await RunAsync("install", "-y", "--no-install-recommends", "chromium");
        return Find();
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/apt-get", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"apt-get {string.Join(' ', arguments)} failed: {await errors}");
        }
    }
}
