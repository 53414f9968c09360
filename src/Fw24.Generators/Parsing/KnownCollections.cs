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

    /// <summary>Sets by metadata name, with what makes them (by their full name and their element's) of a <c>HashSet&lt;T&gt;</c>.</summary>
    public static IReadOnlyDictionary<string, Func<string, string, Conversion>> Sets { get; } = new Dictionary<string, Func<string, string, Conversion>>
    {
        [Generic + "HashSet`1"] = AsIs,
        [Generic + "ISet`1"] = AsIs,
        [Generic + "IReadOnlySet`1"] = AsIs,
        [Generic + "SortedSet`1"] = static (type, element) => element is "string" ? new($"new {type}(", $", {Ordinal})") : new($"new {type}(", ")"),
        [Immutable + "ImmutableHashSet`1"] = Made($"{Immutable}ImmutableHashSet.CreateRange"),
        [Immutable + "IImmutableSet`1"] = Made($"{Immutable}ImmutableHashSet.CreateRange"),
        [Immutable + "ImmutableSortedSet`1"] = static (_, element) => new($"global::{Immutable}ImmutableSortedSet.CreateRange({(element is "string" ? Ordinal + ", " : "")}", ")"),
        [Frozen + "FrozenSet`1"] = Made($"{Frozen}FrozenSet.ToFrozenSet"),
    };

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

    private static Func<string, string, Conversion> Made(string method) => (_, _) => new($"global::{method}(", ")");
}
