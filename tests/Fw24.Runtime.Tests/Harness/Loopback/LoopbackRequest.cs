using System.Text;

namespace Fw24.Runtime.Tests.Harness.Loopback;

/// <summary>A request as received.</summary>
internal sealed record LoopbackRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The parameters of a form body, decoded, in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Form =>
    [
        .. Text.Split('&').Select(static pair => pair.Split('=', 2)).Select(static pair =>
            KeyValuePair.Create(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1].Replace("+", "%20", StringComparison.Ordinal)))),
    ];

    public string? Parameter(string name) => Form.Where(pair => pair.Key == name).Select(static pair => pair.Value).SingleOrDefault();
}
