using System.Globalization;

namespace Fw24.Generators.Model.Entities;

/// <summary>The names of the methods that query an entity's indexes: <c>QueryByCustomer</c> for <c>by-customer</c>.</summary>
internal static class IndexMethods
{
    /// <summary>The method that queries a partition of the table for all entities.</summary>
    public const string Collection = "QueryCollection";

    /// <summary>Gets an entity's indexes, each with the name of its methods, which differ.</summary>
    public static IEnumerable<(IndexModel Index, string Name)> Of(EntityModel entity)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { Collection };
        return entity.Indexes.Select(index => (index, Name(index.Name, names)));
    }

    private static string Name(string index, HashSet<string> taken)
    {
        var words = new string([.. index.Select(static c => IsOfName(c) ? c : ' ')])
            .Split([' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1));
        var name = "Query" + (string.Concat(words) is { Length: > 0 } word ? word : "Index");
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = $"{name}_{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return unique;
    }

    private static bool IsOfName(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
