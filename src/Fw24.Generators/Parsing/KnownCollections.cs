using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>The collection types that items can be read into.</summary>
internal static class KnownCollections
{
    // Text is compared as DynamoDB does; the default of a sorted collection would ask the culture, and lose what it holds equal.
    private const string Ordinal = "global::System.StringComparer.Ordinal";

    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";
    private const string Frozen = "System.Collections.Frozen.";

    /// <summary>Lists by metadata name, with what makes them (by their full name and their element's) of a <c>List&lt;T&gt;</c>.</summary>
    public static IReadOnlyDictionary<string, Func<string, string, Conversion>> Lists { get; } = new Dictionary<string, Func<string, string, Conversion>>
    {
        [Generic + "List`1"] = AsIs,
        [Generic + "IList`1"] = AsIs,
        [Generic + "ICollection`1"] = AsIs,
        [Generic + "IEnumerable`1"] = AsIs,
        [Generic + "IReadOnlyList`1"] = AsIs,
        [Generic + "IReadOnlyCollection`1"] = AsIs,
        [Immutable + "ImmutableArray`1"] = Made($"{Immutable}ImmutableArray.CreateRange"),
        [Immutable + "ImmutableList`1"] = Made($"{Immutable}ImmutableList.CreateRange"),
        [Immutable + "IImmutableList`1"] = Made($"{Immutable}ImmutableList.CreateRange"),
    };

    /// <summary>Sets by metadata name, with what makes them (by their full name and what compares their elements, where the platform's default does not) of a <c>HashSet&lt;T&gt;</c>.</summary>
    public static IReadOnlyDictionary<string, Func<string, string?, string?, Conversion>> Sets { get; } = new Dictionary<string, Func<string, string?, string?, Conversion>>
    {
        [Generic + "HashSet`1"] = static (_, _, _) => Conversion.None,
        [Generic + "ISet`1"] = static (_, _, _) => Conversion.None,
        [Generic + "IReadOnlySet`1"] = static (_, _, _) => Conversion.None,
        [Generic + "SortedSet`1"] = static (type, _, order) => new($"new {type}(", $"{After(order)})"),
        [Immutable + "ImmutableHashSet`1"] = static (_, equality, _) => new($"global::{Immutable}ImmutableHashSet.CreateRange({Before(equality)}", ")"),
        [Immutable + "IImmutableSet`1"] = static (_, equality, _) => new($"global::{Immutable}ImmutableHashSet.CreateRange({Before(equality)}", ")"),
        [Immutable + "ImmutableSortedSet`1"] = static (_, _, order) => new($"global::{Immutable}ImmutableSortedSet.CreateRange({Before(order)}", ")"),
        [Frozen + "FrozenSet`1"] = static (_, equality, _) => new($"global::{Frozen}FrozenSet.ToFrozenSet(", $"{After(equality)})"),
    };

    /// <summary>What tells a set's elements apart as an item does, where their type's own equality holds different ones for equal, or equal ones for different.</summary>
    public static string? Equality(Shape element) => (element as ScalarShape)?.Kind switch
    {
        ScalarKind.Bytes => "global::Fw24.ContentEquality.ByBytes",
        ScalarKind.Uri => "global::Fw24.ContentEquality.ByUri",
        ScalarKind.DateTime => "global::Fw24.ContentEquality.ByDateTime",
        ScalarKind.DateTimeOffset => "global::Fw24.ContentEquality.ByDateTimeOffset",
        _ => null,
    };

    /// <summary>What orders a sorted set's elements, where their type's own order loses some or is none.</summary>
    public static string? Order(Shape element) => element is ScalarShape { Kind: ScalarKind.String } ? Ordinal : Equality(element);

    /// <summary>String-keyed dictionaries by metadata name, with what makes them (by their full name and their element's) of a <c>Dictionary&lt;string, T&gt;</c>.</summary>
    public static IReadOnlyDictionary<string, Func<string, string, Conversion>> Dictionaries { get; } = new Dictionary<string, Func<string, string, Conversion>>
    {
        [Generic + "Dictionary`2"] = AsIs,
        [Generic + "IDictionary`2"] = AsIs,
        [Generic + "IReadOnlyDictionary`2"] = AsIs,
        [Generic + "SortedDictionary`2"] = static (type, _) => new($"new {type}(", $", {Ordinal})"),
        [Immutable + "ImmutableDictionary`2"] = Made($"{Immutable}ImmutableDictionary.CreateRange"),
        [Immutable + "IImmutableDictionary`2"] = Made($"{Immutable}ImmutableDictionary.CreateRange"),
        [Immutable + "ImmutableSortedDictionary`2"] = static (_, _) => new($"global::{Immutable}ImmutableSortedDictionary.CreateRange({Ordinal}, ", ")"),
        [Frozen + "FrozenDictionary`2"] = Made($"{Frozen}FrozenDictionary.ToFrozenDictionary"),
    };

    public static Conversion ToArray { get; } = new("", ".ToArray()");

    private static Conversion AsIs(string type, string element) => Conversion.None;

    private static string Before(string? argument) => argument is null ? "" : argument + ", ";

    private static string After(string? argument) => argument is null ? "" : ", " + argument;

    private static Func<string, string, Conversion> Made(string method) => (_, _) => new($"global::{method}(", ")");
}
