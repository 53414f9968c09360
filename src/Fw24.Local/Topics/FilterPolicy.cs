using System.Text.Json;

namespace Fw24.Local.Topics;

/// <summary>A subscription's filter policy on message attributes: exact string matching ("Amazon SNS subscription filter policies").</summary>
/// <param name="policy">The policy: for each attribute, the values of which one must be present.</param>
internal sealed class FilterPolicy(IReadOnlyDictionary<string, IReadOnlyList<string>> policy)
{
    private readonly (string Attribute, HashSet<string> Values)[] _rules =
        [.. policy.Select(static rule => (rule.Key, rule.Value.ToHashSet(StringComparer.Ordinal)))];

    /// <summary>Indicates whether a message is delivered. A message without an attribute that the policy names does not match.</summary>
    public bool Accepts(IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        foreach (var (name, values) in _rules)
        {
            if (!attributes.TryGetValue(name, out var attribute) || !Matches(attribute, values))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(MessageAttribute attribute, HashSet<string> values) => attribute.DataType switch
    {
        "String" => values.Contains(attribute.Value),
        "String.Array" => MatchesArray(attribute.Value, values),
        _ => false,
    };

    private static bool MatchesArray(string array, HashSet<string> values)
    {
        try
        {
            using var json = JsonDocument.Parse(array);
            if (json.RootElement.ValueKind is not JsonValueKind.Array)
            {
                return false;
            }

            foreach (var element in json.RootElement.EnumerateArray())
            {
                if (element.ValueKind is JsonValueKind.String && values.Contains(element.GetString()!))
                {
                    return true;
                }
            }

            return false;
        }
        catch (JsonException)
        {
            // SNS does not deliver a message with an invalid array to a subscription that filters by it.
            return false;
        }
    }
}
