using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fw24.Console.Hosting;

/// <summary>Admits only the browser of the person who was given the address, and only pages of the console itself.</summary>
/// <remarks>
/// Everything on this machine can reach a loopback port, and so can every web page that the browser shows. Hence a secret in the
/// address, which a cookie replaces; the host's name, against names that resolve to this machine only later; and the origin,
/// against other pages on this machine, whose requests carry the cookie because a site is all ports of a host.
/// </remarks>
/// <param name="token">The secret in the address; <see langword="null"/> for a random one.</param>
internal sealed class ConsoleAccess(string? token = null)
{
    private const int SecretBytes = 32;
    private const string TokenName = "token";
    private const string HubPath = "/_blazor";

    private readonly byte[] _token = token is null ? NewSecret() : Encoding.ASCII.GetBytes(token);
    private readonly byte[] _session = NewSecret();

    /// <summary>The secret in the address.</summary>
    public string Token => Encoding.ASCII.GetString(_token);

    /// <summary>Passes a request on, or answers why not.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsLoopback(context.Request.Host.Host))
        {
            return Refuse(context, HttpStatusCode.Forbidden, "The console answers to 127.0.0.1 and localhost only.");
        }

        if (context.Request.Query[TokenName] is { Count: > 0 } stated && HttpMethods.IsGet(context.Request.Method))
        {
            return Admit(context, stated[0]);
        }

        if (!IsSecret(_session, context.Request.Cookies[CookieOf(context)]))
        {
            return Refuse(context, HttpStatusCode.Unauthorized,
                "Open the console by the address that the program printed: it contains a secret.");
        }

        return IsFromElsewhere(context.Request)
            ? Refuse(context, HttpStatusCode.Forbidden, "The request is from a page that is not the console's.")
            : next(context);
    }

    private Task Admit(HttpContext context, string? stated)
    {
        if (!IsSecret(_token, stated))
        {
            return Refuse(context, HttpStatusCode.Unauthorized,
                "The secret in the address is not this console's: use the address that the program printed last.");
        }

        context.Response.Cookies.Append(CookieOf(context), Encoding.ASCII.GetString(_session), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
        });
        context.Response.StatusCode = (int)HttpStatusCode.SeeOther;
        context.Response.Headers.Location = context.Request.Path.Value;
        return Task.CompletedTask;
    }

    // A browser sends the cookies of a host to all of its ports.
    private static string CookieOf(HttpContext context) => $"fw24-console-{context.Connection.LocalPort}";

    // A page's own GET has no origin. The hub's connections always do, and so does every POST.
    private static bool IsFromElsewhere(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            ? !IsRead(request) || request.HttpContext.WebSockets.IsWebSocketRequest
                || request.Path.Equals(HubPath, StringComparison.OrdinalIgnoreCase)
            : origin != $"{request.Scheme}://{request.Host}";
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsLoopback(string host)
        => host is "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsSecret(byte[] secret, string? text)
        => text is not null && CryptographicOperations.FixedTimeEquals(secret, Encoding.UTF8.GetBytes(text));

    private static byte[] NewSecret() => Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    private static Task Refuse(HttpContext context, HttpStatusCode status, string reason)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }
}
