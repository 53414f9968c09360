using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Fw24.Console.Tests.Harness;

/// <summary>A window of the browser on a console. What the page reports as an error fails the test when the window is closed.</summary>
public sealed class ConsoleWindow(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private readonly List<string> _errors = [];
    private bool _isForgiven;

    public IPage Page => page;

    /// <summary>The requests for anything that is not the console's.</summary>
    public List<string> Foreign { get; } = [];

    /// <summary>Enters by the address with the secret, and goes to a page.</summary>
    public async Task EnterAsync(Uri url, string path)
    {
        page.SetDefaultTimeout(15_000);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) => _errors.AddRange(message.Type is "error" ? [message.Text] : []);
        page.Dialog += async (_, dialog) =>
        {
            _errors.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                Foreign.Add(request.Url);
            }
        };
        await page.GotoAsync(url.ToString());
        await HeadingAsync();
        if (path != "/")
        {
            await GoAsync(path);
        }
    }

    /// <summary>Goes to a page of the console.</summary>
    public async Task GoAsync(string path)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), path).ToString());
        await HeadingAsync();
    }

    /// <summary>Waits until the page is drawn.</summary>
    public Task HeadingAsync() => page.Locator("h1").WaitForAsync();

    /// <summary>Ignores errors, such as those of a connection that a test has cut.</summary>
    public void Forgive() => _isForgiven = true;

    /// <summary>Asserts that the page is accessible.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.Select(static violation
            => $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(5).Select(static node => node.Html))}")));
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Assert.True(_isForgiven || _errors.Count == 0, string.Join('\n', _errors));
    }
}
