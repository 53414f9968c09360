using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>
/// A template without its names: resources are identified by their properties and references, so that two templates that differ only in
/// logical ids, descriptions and the order of unordered lists are equal.
/// </summary>
internal static class TemplateGraph
{
    // Names and descriptions.
    private static readonly HashSet<string> s_names = ["AlarmDescription", "Description", "Metadata", "PolicyName", "Sid"];

    private static readonly HashSet<string> s_unordered = ["Action", "AttributeDefinitions", "AWS", "DependsOn", "Resource", "Statement"];

    /// <summary>Gets the resources, each as text, in a canonical order.</summary>
    public static IReadOnlyList<string> Resources(Template template)
    {
        var identities = template.Resources.ToDictionary(static resource => resource.Key, static resource => (string)resource.Value["Type"]!);

        // A resource's identity depends on its references; after as many rounds as the longest chain has links, nothing changes.
        for (var distinct = 0; distinct < identities.Values.Distinct().Count();)
        {
            distinct = identities.Values.Distinct().Count();
            identities = template.Resources.ToDictionary(static resource => resource.Key, resource => Hash(identities[resource.Key] + Text(resource.Value, identities)));
        }

        return [.. template.Resources.Values.Select(resource => Text(resource, identities)).Order(StringComparer.Ordinal)];
    }

    private static string Text(JsonNode? node, Dictionary<string, string> identities, string member = "") => node switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(",", members
            .Where(static pair => !s_names.Contains(pair.Key))
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}:{Text(pair.Value, identities, pair.Key)}")) + "}",
        JsonArray elements => "[" + string.Join(",", Ordered(elements.Select(element => Text(element, identities, member)), member)) + "]",

        // Only references to a resource contain a logical id; no other text in these templates equals one.
        _ => identities.TryGetValue(node.ToString(), out var identity) ? identity : node.ToJsonString(),
    };

    private static IEnumerable<string> Ordered(IEnumerable<string> elements, string member)
        => s_unordered.Contains(member) ? elements.Order(StringComparer.Ordinal) : elements;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
