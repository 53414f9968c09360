using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>
/// A template without its names: resources are known by what they are and by what they refer to, so that two templates that differ in
/// logical ids, descriptions and the order of lists without order are the same.
/// </summary>
internal static class TemplateGraph
{
    // What people call things, and what CDK calls them.
    private static readonly HashSet<string> s_names = ["AlarmDescription", "Description", "Metadata", "PolicyName", "Sid"];

    private static readonly HashSet<string> s_unordered = ["Action", "AttributeDefinitions", "AWS", "DependsOn", "Resource", "Statement"];

    /// <summary>The resources, each as text, in an order of their own.</summary>
    public static IReadOnlyList<string> Resources(Template template)
    {
        var identities = template.Resources.ToDictionary(static resource => resource.Key, static resource => (string)resource.Value["Type"]!);

        // What a resource is depends on what it refers to; after as many rounds as the longest chain has links, nothing changes.
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

        // Only what refers to a resource is a logical id; nothing else in these templates is spelt like one.
        _ => identities.TryGetValue(node.ToString(), out var identity) ? identity : node.ToJsonString(),
    };

    private static IEnumerable<string> Ordered(IEnumerable<string> elements, string member)
        => s_unordered.Contains(member) ? elements.Order(StringComparer.Ordinal) : elements;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
