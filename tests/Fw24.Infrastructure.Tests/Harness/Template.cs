using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>A synthesized CloudFormation template.</summary>
public sealed partial class Template(string name, JsonObject json)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name { get; } = name;

    public JsonObject Json { get; } = json;

    /// <summary>The resources by logical id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Resources { get; } = json[nameof(Resources)]!.AsObject().ToDictionary(static resource => resource.Key, static resource => resource.Value!.AsObject());

    /// <summary>The resources of a type, by logical id.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> OfType(string type)
        => Resources.Where(resource => (string?)resource.Value["Type"] == type);

    /// <summary>Gets the properties of the only resource of a type with a given value in a property.</summary>
    public JsonObject Single(string type, string property, string value)
        => OfType(type).Single(resource => (resource.Value["Properties"]?[property] as JsonValue)?.ToString() == value).Value["Properties"]!.AsObject();

    /// <summary>Gets the logical id of the only resource of a type with a given value in a property.</summary>
    public string Id(string type, string property, string value)
        => OfType(type).Single(resource => (resource.Value["Properties"]?[property] as JsonValue)?.ToString() == value).Key;

    /// <summary>Gets all statements of all policies, with the resources they belong to.</summary>
    public IEnumerable<(string Resource, string Type, JsonObject Statement)> Statements()
    {
        foreach (var (id, resource) in Resources)
        {
            foreach (var document in Documents(resource["Properties"]))
            {
                foreach (var statement in document["Statement"]!.AsArray())
                {
                    yield return (id, (string)resource["Type"]!, statement!.AsObject());
                }
            }
        }
    }

    /// <summary>Gets the template as CloudFormation reads it with a value of a parameter.</summary>
    public Template With(string parameter, string value)
    {
        return new Template(Name, Resolve(Json)!.AsObject());

        JsonNode? Resolve(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject { Count: 1 } reference when reference["Ref"] is JsonValue name && (string?)name == parameter:
                    return value;
                case JsonObject members:
                    var resolved = new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value))));
                    return resolved["Fn::Join"] is JsonArray join && (string?)join[0] is "" ? Joined(join[1]!.AsArray()) : resolved;
                case JsonArray elements:
                    return new JsonArray([.. elements.Select(Resolve)]);
                default:
                    return node?.DeepClone();
            }
        }

        // As CDK prints it: neighbours are one text, and a text alone needs no function.
        static JsonNode Joined(JsonArray parts)
        {
            var joined = new List<JsonNode?>();
            foreach (var part in parts)
            {
                if (part is JsonValue && joined is [.., JsonValue last])
                {
                    joined[^1] = (string)last! + (string)part!;
                }
                else
                {
                    joined.Add(part!.DeepClone());
                }
            }

            return joined is [JsonValue only] ? only : new JsonObject { ["Fn::Join"] = new JsonArray("", new JsonArray([.. joined])) };
        }
    }

    /// <summary>Gets the template as text, without parts that differ between machines.</summary>
    public string Text() => AssetHash().Replace(Json.ToJsonString(s_indented), "<asset>") + "\n";

    public override string ToString() => Name;

    // A policy document is any object with a list of statements.
    private static IEnumerable<JsonObject> Documents(JsonNode? node) => node switch
    {
        JsonObject { } document when document.ContainsKey("Statement") => [document],
        JsonObject members => members.SelectMany(static member => Documents(member.Value)),
        JsonArray elements => elements.SelectMany(Documents),
        _ => [],
    };

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex AssetHash();
}
