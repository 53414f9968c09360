using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Parsing;

/// <summary>Assigns each property of a type a unique local variable.</summary>
internal sealed class VariableNames
{
    // Parameters and locals of the emitted methods themselves.
    private static readonly HashSet<string> s_reserved = new(["item", "name", "value", "result", "element", "some", "table", "key", "descending", "cancellationToken", "_"], StringComparer.Ordinal);

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Gets a variable name: the property's in camel case, with a number if already taken.</summary>
    public string For(string property)
    {
        var name = CamelCase(property);
        var unique = name;
        for (var number = 2; s_reserved.Contains(unique) || !_taken.Add(unique); number++)
        {
            unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return SyntaxFacts.GetKeywordKind(unique) is SyntaxKind.None ? unique : "@" + unique;
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
