using System.Text.Json;

namespace Fw24.Local.Streams;

/// <summary>An event pattern: paths, each with rules of which one must hold for the value.</summary>
internal sealed class EventPattern
{
    private readonly List<(string[] Path, List<Func<string?, bool>> Rules)> _leaves = [];

    private EventPattern()
    {
    }

    public static EventPattern Parse(string pattern)
    {
        using var json = JsonDocument.Parse(pattern);
        var parsed = new EventPattern();
        parsed.Add([], json.RootElement);
        return parsed;
    }

    /// <summary>Indicates whether an event matches.</summary>
    /// <param name="json">The event.</param>
    /// <exception cref="JsonException">The event is not valid JSON up to the values that the pattern needs.</exception>
    public bool Matches(ReadOnlySpan<byte> json)
    {
        foreach (var (path, rules) in _leaves)
        {
            var value = Find(json, path);
            if (!rules.Exists(rule => rule(value)))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(string[] path, JsonElement pattern)
    {
        if (pattern.ValueKind is JsonValueKind.Array)
        {
            _leaves.Add((path, [.. pattern.EnumerateArray().Select(Rule)]));
            return;
        }

        foreach (var member in pattern.EnumerateObject())
        {
            Add([.. path, member.Name], member.Value);
        }
    }

    private static Func<string?, bool> Rule(JsonElement rule)
    {
        if (rule.ValueKind is not JsonValueKind.Object)
        {
            var exact = rule.ToString();
            return value => value == exact;
        }

        var (name, operand) = rule.EnumerateObject().Select(static member => (member.Name, member.Value.Clone())).Single();
        switch (name)
        {
            case "exists":
                var mustExist = operand.GetBoolean();
                return value => value is not null == mustExist;
            case "prefix":
                var prefix = operand.GetString()!;
                return value => value is not null && value.StartsWith(prefix, StringComparison.Ordinal);
            case "suffix":
                var suffix = operand.GetString()!;
                return value => value is not null && value.EndsWith(suffix, StringComparison.Ordinal);
            case "anything-but":
                var excluded = operand.ValueKind is JsonValueKind.Array
                    ? operand.EnumerateArray().Select(Rule).ToList()
                    : [Rule(operand)];
                return value => value is not null && !excluded.Exists(rule => rule(value));
            default:
                throw new NotSupportedException($"Fw24.Local does not support the filter rule '{name}'.");
        }
    }

    // The text of a string, number or literal; null if the path does not exist.
    private static string? Find(ReadOnlySpan<byte> json, string[] path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1024 });
        reader.Read();
        foreach (var name in path)
        {
            if (reader.TokenType is not JsonTokenType.StartObject || !Enter(ref reader, name))
            {
                return null;
            }
        }

        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.StartObject or JsonTokenType.StartArray => null,
            _ => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        };
    }

    private static bool Enter(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
