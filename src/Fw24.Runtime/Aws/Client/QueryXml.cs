using System.Globalization;
using System.Xml.Linq;

namespace Fw24.Aws.Client;

/// <summary>Reads lists, maps and values in the XML of the AWS Query protocol.</summary>
internal static class QueryXml
{
    /// <summary>Returns the members of a list: <c>&lt;Stacks&gt;&lt;member&gt;…</c>.</summary>
    public static IEnumerable<XElement> Members(this XElement parent, string list)
        => parent.Element(list)?.Elements("member") ?? [];

    /// <summary>Returns a map: <c>&lt;Attributes&gt;&lt;entry&gt;&lt;key&gt;…&lt;/key&gt;&lt;value&gt;…</c>.</summary>
    public static IReadOnlyDictionary<string, string> Map(this XElement parent, string map)
        => (parent.Element(map)?.Elements("entry") ?? []).DistinctBy(static entry => entry.Text("key")).ToDictionary(
            static entry => entry.Text("key") ?? "", static entry => entry.Text("value") ?? "", StringComparer.Ordinal);

    /// <summary>Returns a text; <see langword="null"/> if there is none.</summary>
    public static string? Text(this XElement parent, string name)
        => parent.Element(name)?.Value is { Length: > 0 } text ? text : null;

    /// <summary>Returns a number; <see langword="null"/> if there is none.</summary>
    public static double? Number(this XElement parent, string name)
        => parent.Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Returns a time; <see langword="null"/> if there is none.</summary>
    public static DateTimeOffset? Time(this XElement parent, string name)
        => parent.Text(name) is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
}
