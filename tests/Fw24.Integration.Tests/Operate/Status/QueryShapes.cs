using System.Xml.Linq;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>Responses of the AWS Query protocol, as its services document them.</summary>
internal static class QueryShapes
{
    /// <summary>The response to a caller without the right.</summary>
    public static LoopbackAnswer Denial { get; } = Error(403, "AccessDenied");

    /// <summary>An error.</summary>
    public static LoopbackAnswer Error(int status, string code) => LoopbackAnswer.Of(
        status,
        $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>told why</Message></Error>"
        + "<RequestId>req-7</RequestId></ErrorResponse>",
        "text/xml");

    /// <summary>A result in the service's namespace.</summary>
    public static LoopbackAnswer Result(string action, XNamespace space, params object?[] content)
    {
        var response = new XElement($"{action}Response", new XElement($"{action}Result", content));
        foreach (var element in response.DescendantsAndSelf())
        {
            element.Name = space + element.Name.LocalName;
        }

        return LoopbackAnswer.Of(200, response.ToString(), "text/xml");
    }

    /// <summary>A list: <c>&lt;Stacks&gt;&lt;member&gt;…</c>.</summary>
    public static XElement List(string name, IEnumerable<object?[]> members)
        => new(name, members.Select(static member => new XElement("member", member)));

    /// <summary>A map: <c>&lt;Attributes&gt;&lt;entry&gt;&lt;key&gt;…</c>.</summary>
    public static XElement Map(string name, IEnumerable<KeyValuePair<string, string>> entries) => new(
        name,
        entries.Select(static entry => new XElement(
            "entry", new XElement("key", entry.Key), new XElement("value", entry.Value))));
}
