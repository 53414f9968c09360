using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fw24.Operations.Manifests.Resources;

/// <summary>
/// A function's variable: a text, or an attribute of a resource, such as <c>{"urlOf":{"queue":"orders-parked-records"}}</c>.
/// </summary>
/// <param name="Text">The text; <see langword="null"/> for an attribute.</param>
/// <param name="Kind">The kind of the resource, such as <c>queue</c>; <see langword="null"/> for a text.</param>
/// <param name="Name">The resource's name.</param>
[JsonConverter(typeof(Converter))]
internal sealed record ManifestVariable(string? Text, string? Kind, string? Name)
{
    /// <summary>Indicates whether a deployed value is this one. Buckets, secrets and keys have their names from AWS.</summary>
    public bool IsValue(string found) => Kind switch
    {
        null => found == Text,
        "table" => found.EndsWith($":table/{Name}", StringComparison.Ordinal),
        "topic" => found.EndsWith($":{Name}", StringComparison.Ordinal),
        "queue" => found.EndsWith($"/{Name}", StringComparison.Ordinal),
        _ => true,
    };

    private sealed class Converter : JsonConverter<ManifestVariable>
    {
        /// <inheritdoc/>
        public override ManifestVariable Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.String)
            {
                return new ManifestVariable(reader.GetString(), null, null);
            }

            var reference = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(ref reader, options);
            return reference?.Values.ToList() is [{ Count: 1 } resource]
                ? new ManifestVariable(null, resource.Keys.Single(), resource.Values.Single())
                : throw new JsonException("A variable is neither a text nor an attribute of a resource.");
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, ManifestVariable value, JsonSerializerOptions options)
            => throw new NotSupportedException();
    }
}
