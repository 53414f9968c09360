using System.Net;
using System.Net.WebSockets;
using Fw24.Console.Tests.Harness;
using Microsoft.AspNetCore.Routing;

namespace Fw24.Console.Tests.Hosting;

/// <summary>Who is admitted to a console.</summary>
public sealed class ConsoleAccessTests : IAsyncLifetime
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private TestConsole _console = null!;

    public async ValueTask InitializeAsync() => _console = await TestConsole.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _console.DisposeAsync();
    }

    [Fact]
    public async Task Only_loopback_is_listened_on()
    {
        Assert.Equal("127.0.0.1", _console.Url.Host);
        Assert.NotEqual(0, _console.Url.Port);
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/changes")]
    [InlineData("/assets/console.css")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_blazor/initializers")]
    [InlineData("/nowhere")]
    public async Task Without_the_cookie_nothing_is_shown(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var wrong = await SendAsync(HttpMethod.Get, path, cookie: $"{CookieName}=AAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Fact]
    public async Task Without_the_cookie_no_hub_is_reached()
    {
        using var negotiation = await SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", origin: Origin);
        Assert.Equal(HttpStatusCode.Unauthorized, negotiation.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await ConnectAsync(Origin, cookie: null));
    }

    [Fact]
    public async Task The_secret_is_exchanged_for_a_cookie_and_leaves_the_address()
    {
        using var answer = await _client.GetAsync(_console.Url, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.ToString());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.StartsWith($"{CookieName}=", cookie, StringComparison.Ordinal);

        // The cookie is another secret, of 32 bytes like the first one.
        var secret = cookie.Split('=', ';')[1];
        Assert.Equal(43, secret.Length);
        Assert.DoesNotContain(secret, _console.Url.Query, StringComparison.Ordinal);
        Assert.Equal("?token=".Length + 43, _console.Url.Query.Length);
    }

    [Theory]
    [InlineData("/?token=")]
    [InlineData("/?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Another_secret_is_none(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Secrets_differ_from_console_to_console()
    {
        await using var other = await TestConsole.OpenAsync();
        Assert.NotEqual(other.Url.Query, _console.Url.Query);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("0.0.0.0")]
    public async Task A_name_that_only_resolves_to_this_machine_is_refused(string host)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/", cookie: await CookieAsync(), host: $"{host}:{_console.Url.Port}");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var entry = await SendAsync(HttpMethod.Get, _console.Url.PathAndQuery, host: host);
        Assert.Equal(HttpStatusCode.Forbidden, entry.StatusCode);
        Assert.False(entry.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    public async Task The_names_of_this_machine_are_served(string host)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/", cookie: await CookieAsync(), host: $"{host}:{_console.Url.Port}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://127.0.0.1")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_page_of_another_origin_reaches_nothing_that_acts(string? origin)
    {
        var cookie = await CookieAsync();
        using var negotiation = await SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", cookie, origin);
        Assert.Equal(HttpStatusCode.Forbidden, negotiation.StatusCode);
        using var post = await SendAsync(HttpMethod.Post, "/drive", cookie, origin);
        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(origin, cookie));
    }

    [Fact]
    public async Task The_consoles_own_pages_reach_the_hub()
    {
        var cookie = await CookieAsync();
        using var negotiation = await SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", cookie, Origin);
        Assert.Equal(HttpStatusCode.OK, negotiation.StatusCode);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(Origin, cookie));
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/assets/console.css", true)]
    [InlineData("/", false)]
    public async Task Every_response_has_the_headers_of_a_private_page(string path, bool isAdmitted)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, isAdmitted ? await CookieAsync() : null);
        var headers = answer.Headers;
        var policy = Assert.Single(headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(headers.GetValues("Referrer-Policy")));
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.True(headers.CacheControl!.NoStore);
        Assert.False(headers.Contains("Server"));
    }

    [Fact]
    public async Task No_script_is_in_a_page_itself()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/", await CookieAsync());
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<script src=\"_framework/blazor.web.js\"></script>", page, StringComparison.Ordinal);
        foreach (var script in page.Split("<script").Skip(1))
        {
            Assert.Matches("^ src=\"[^\"]+\"></script>", script);
        }
    }

    [Fact]
    public async Task An_unknown_address_is_answered_with_a_page()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/nowhere", await CookieAsync());
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<title>Fw24 console</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_changes_nothing()
    {
        await _console.PutAsync("ord-1");
        var (before, time) = (_console.Cloud.Report().ToString(), _console.Cloud.Time.GetUtcNow());
        var cookie = await CookieAsync();
        foreach (var endpoint in _console.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(static segment
                => segment.IsSimple && segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal
                    ? literal.Content : "1"));
            using var answer = await SendAsync(HttpMethod.Get, path, cookie);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        Assert.Equal(before, _console.Cloud.Report().ToString());
        Assert.Equal(time, _console.Cloud.Time.GetUtcNow());
    }

    private string Origin => _console.Root.GetLeftPart(UriPartial.Authority);

    private string CookieName => $"fw24-console-{_console.Url.Port}";

    private async Task<string> CookieAsync()
    {
        using var answer = await _client.GetAsync(_console.Url, TestContext.Current.CancellationToken);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? cookie = null, string? origin = null,
        string? host = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_console.Root, path));
        Add("Cookie", cookie);
        Add("Origin", origin);
        request.Headers.Host = host;
        return _client.SendAsync(request, TestContext.Current.CancellationToken);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private async Task<HttpStatusCode> ConnectAsync(string? origin, string? cookie)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", cookie);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_console.Url.Port}/_blazor"), TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }
}
