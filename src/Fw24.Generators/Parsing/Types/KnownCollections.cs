using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Parsing.Types;

/// <summary>The collection types that items can be read into.</summary>
internal static class KnownCollections
{
    // Compare text as DynamoDB does; a sorted collection would by default use the culture, and drop elements it considers equal.
    private const string Ordinal = "global::System.StringComparer.Ordinal";

    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";
    private const string Frozen = "System.Collections.Frozen.";

    /// <summary>Lists by metadata name, each with the conversion from a <c>List&lt;T&gt;</c> (given the full names of list and element).</summary>
    public static IReadOnlyDictionary<string, Func<string, string, ExpressionWrapper>> Lists { get; } = new Dictionary<string, Func<string, string, ExpressionWrapper>>
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

    /// <summary>
    /// Sets by metadata name, each with the conversion from a <c>HashSet&lt;T&gt;</c> (given the set's full name, and comparers if not the default).
    /// </summary>
    public static IReadOnlyDictionary<string, Func<string, string?, string?, ExpressionWrapper>> Sets { get; } = new Dictionary<string, Func<string, string?, string?, ExpressionWrapper>>
    {
        [Generic + "HashSet`1"] = static (_, _, _) => ExpressionWrapper.None,
        [Generic + "ISet`1"] = static (_, _, _) => ExpressionWrapper.None,
        [Generic + "IReadOnlySet`1"] = static (_, _, _) => ExpressionWrapper.None,
        [Generic + "SortedSet`1"] = static (type, _, order) => new($"new {type}(", $"{After(order)})"),
        [Immutable + "ImmutableHashSet`1"] = static (_, equality, _) => new($"global::{Immutable}ImmutableHashSet.CreateRange({Before(equality)}", ")"),
        [Immutable + "IImmutableSet`1"] = static (_, equality, _) => new($"global::{Immutable}ImmutableHashSet.CreateRange({Before(equality)}", ")"),
        [Immutable + "ImmutableSortedSet`1"] = static (_, _, order) => new($"global::{Immutable}ImmutableSortedSet.CreateRange({Before(order)}", ")"),
        [Frozen + "FrozenSet`1"] = static (_, equality, _) => new($"global::{Frozen}FrozenSet.ToFrozenSet(", $"{After(equality)})"),
    };

    /// <summary>Gets the comparer that distinguishes a set's elements as an item does, if the type's own equality does not.</summary>
    public static string? Equality(Shape element) => (element as ScalarShape)?.Kind switch
    {
        ScalarKind.Bytes => "global::Fw24.ContentEquality.ByBytes",
        ScalarKind.Uri => "global::Fw24.ContentEquality.ByUri",
        ScalarKind.DateTime => "global::Fw24.ContentEquality.ByDateTime",
        ScalarKind.DateTimeOffset => "global::Fw24.ContentEquality.ByDateTimeOffset",
        _ => null,
    };

    /// <summary>Gets the comparer for a sorted set's elements, if the type's own order is missing or drops some.</summary>
    public static string? Order(Shape element) => element is ScalarShape { Kind: ScalarKind.String } ? Ordinal : Equality(element);

    /// <summary>
    /// String-keyed dictionaries by metadata name, each with the conversion from a <c>Dictionary&lt;string, T&gt;</c> (given the full names of dictionary and
    /// element).
    /// </summary>
    public static IReadOnlyDictionary<string, Func<string, string, ExpressionWrapper>> Dictionaries { get; } = new Dictionary<string, Func<string, string, ExpressionWrapper>>
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

    public static ExpressionWrapper ToArray { get; } = new("", ".ToArray()");

    private static ExpressionWrapper AsIs(string type, string element) => ExpressionWrapper.None;

    private static string Before(string? argument) => argument is null ? "" : argument + ", ";

    private static string After(string? argument) => argument is null ? "" : ", " + argument;

    private static Func<string, string, ExpressionWrapper> Made(string method) => (_, _) => new($"global::{method}(", ")");
}
