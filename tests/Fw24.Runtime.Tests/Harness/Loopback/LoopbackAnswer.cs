using System.Text;

namespace Fw24.Runtime.Tests.Harness.Loopback;

/// <summary>The server's reaction to a request.</summary>
internal sealed record LoopbackAnswer
{
    /// <summary>Closes the connection with a TCP reset instead of a response.</summary>
    public static LoopbackAnswer Reset { get; } = new() { IsReset = true };

    /// <summary>Never responds.</summary>
    public static LoopbackAnswer Silence { get; } = new() { IsSilent = true };

    public int Status { get; init; } = 200;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public byte[] Body { get; init; } = [];

    /// <summary>Sends the body in chunks of this size instead of with a content length.</summary>
    public int? ChunkSize { get; init; }

    /// <summary>Breaks the connection after this many bytes of the body.</summary>
    public int? TruncateAt { get; init; }

    public bool IsReset { get; private init; }

    public bool IsSilent { get; private init; }

    /// <summary>The same response with an additional header.</summary>
    public LoopbackAnswer With(string name, string value)
        => this with { Headers = new Dictionary<string, string>(Headers) { [name] = value } };

    public static LoopbackAnswer Of(int status, string body = "", string contentType = "application/json", params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var all = new Dictionary<string, string> { ["Content-Type"] = contentType };
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return new LoopbackAnswer { Status = status, Body = Encoding.UTF8.GetBytes(body), Headers = all };
    }
}
