using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Parsing.Members;

/// <summary>Assigns each property of a type a unique local variable.</summary>
internal sealed class VariableNames
{
    // Parameters and locals of the emitted methods themselves; those of lambdas may hide a property's.
    private static readonly HashSet<string> s_reserved = new(
        [
            "item", "attribute", "value", "result", "table", "transaction", "reader", "update", "condition", "descending",
            "cancellationToken", "_",
        ],
        StringComparer.Ordinal);

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Gets a variable name: the property's in camel case, followed by <c>Value</c> if already taken.</summary>
    public string For(string property)
    {
        var name = CamelCase(property);
        while (s_reserved.Contains(name) || !_taken.Add(name))
        {
            name += "Value";
        }

        return SyntaxFacts.GetKeywordKind(name) is SyntaxKind.None ? name : "@" + name;
    }

    // OrderId → orderId, ID → id, URLPath → urlPath.
    private static string CamelCase(string name)
    {
        var characters = name.ToCharArray();
        for (var index = 0; index < characters.Length && char.IsUpper(characters[index]); index++)
        {
            if (index > 0 && index + 1 < characters.Length && char.IsLower(characters[index + 1]))
            {
                break;
            }

            characters[index] = char.ToLowerInvariant(characters[index]);
        }

        return new string(characters);
    }
}
