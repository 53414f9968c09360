using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Model.Locks;

/// <summary>
/// Describes the types of stored values in a lock: <c>string</c>, <c>list of object Shop.Line</c>, <c>enum Shop.Status</c>.
/// </summary>
internal static class StoredType
{
    private const string Object = "object ";
    private const string Enum = "enum ";
    private const string NumberOfEnum = " for ";
    private const string Unix = "seconds";

    private const string List = "list of ";
    private const string Set = "set of ";
    private const string Map = "map of ";

    // The types that are read from the numbers of a type, apart from itself.
    private static readonly Dictionary<string, string[]> s_wider = new(StringComparer.Ordinal)
    {
        ["byte"] = ["short", "ushort", "int", "uint", "long", "ulong", "decimal", "double", "float"],
        ["sbyte"] = ["short", "int", "long", "decimal", "double", "float"],
        ["short"] = ["int", "long", "decimal", "double", "float"],
        ["ushort"] = ["int", "uint", "long", "ulong", "decimal", "double", "float"],
        ["int"] = ["long", "decimal", "double"],
        ["uint"] = ["long", "ulong", "decimal", "double"],
        ["long"] = ["decimal"],
        ["ulong"] = ["decimal"],
        ["float"] = ["double"],
    };

    // Stored as text, which a string takes as it is.
    private static readonly HashSet<string> s_texts = new(StringComparer.Ordinal)
    {
        "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Uri",
    };

    /// <summary>Describes the values of a shape, without their own nullability.</summary>
    public static string Of(Shape shape) => shape switch
    {
        ScalarShape scalar => Of(scalar),
        EnumShape { IsMapped: true } mapped => Name(mapped.Number) + NumberOfEnum + Name(mapped.Type),
        EnumShape => Enum + Name(shape.Type),
        ObjectShape => Object + Name(shape.Type),
        ListShape list => List + Element(list.Element),
        SetShape set => Set + Element(set.Element),
        ConvertedShape converted => Of(converted.Stored),
        DictionaryShape dictionary => Map + Element(dictionary.Value),
        _ => Name(shape.Type),
    };

    /// <summary>Gets the full name of a type, without <c>global::</c>.</summary>
    public static string Name(TypeRef type) => type.FullName.Replace("global::", "");

    /// <summary>
    /// Indicates whether values that were stored as one type are read as another. Objects and enums are: their members are compared
    /// separately, unless the object mapper's form stores an enum's numbers. That form also reads names.
    /// </summary>
    public static bool IsReadable(string then, string now, FormChange form)
    {
        if (then == now)
        {
            return true;
        }

        if (now.EndsWith("?", StringComparison.Ordinal))
        {
            return IsReadable(then.TrimEnd('?'), now.TrimEnd('?'), form);
        }

        if (Collection(then) is { } collection)
        {
            return Collection(now) is { } other
                && (other == collection || (form.ReadsAnyCollection && collection != Map && other != Map))
                && IsReadable(then.Substring(collection.Length), now.Substring(other.Length), form);
        }

        return (then.StartsWith(Object, StringComparison.Ordinal) && now.StartsWith(Object, StringComparison.Ordinal))
            || (then.StartsWith(Enum, StringComparison.Ordinal) && (now is "string" || now.StartsWith(Enum, StringComparison.Ordinal) || now.Contains(NumberOfEnum)))
            || (now is "string" && s_texts.Contains(then))
            || (then is "bool" && form.HasBooleanNumbers && IsWider("byte", Number(now)))
            || IsWider(Number(then), Number(now));
    }

    private static string? Collection(string type)
        => new[] { List, Set, Map }.FirstOrDefault(collection => type.StartsWith(collection, StringComparison.Ordinal));

    private static bool IsWider(string then, string now)
        => then == now || (s_wider.TryGetValue(then, out var wider) && wider.Contains(now, StringComparer.Ordinal));

    // The number of an enum in the object mapper's form: int of int for Shop.Status.
    private static string Number(string type)
    {
        var end = type.IndexOf(NumberOfEnum, StringComparison.Ordinal);
        return end < 0 ? type : type.Substring(0, end);
    }

    /// <summary>Gets the nested type within a type, such as <c>Shop.Line</c> of a list of it; empty without one.</summary>
    public static string Nested(string type) => Named(type, Object);

    /// <summary>Gets the enum within a type; empty without one.</summary>
    public static string NestedEnum(string type) => Named(type, Enum);

    private static string Named(string type, string kind)
    {
        var start = type.IndexOf(kind, StringComparison.Ordinal);
        return start < 0 ? "" : type.Substring(start + kind.Length).TrimEnd('?');
    }

    private static string Element(Shape element) => Of(element) + (element.IsNullable && !element.IsOblivious ? "?" : "");

    private static string Of(ScalarShape scalar) => scalar.Kind switch
    {
        ScalarKind.Number => Name(scalar.Type),
        ScalarKind.Boolean => "bool",
        ScalarKind.String => "string",
        ScalarKind.Bytes or ScalarKind.Memory => "binary",
        ScalarKind.KeyTime => nameof(ScalarKind.DateTimeOffset),
        ScalarKind.KeyDateTime => nameof(ScalarKind.DateTime),
        ScalarKind.UnixTime or ScalarKind.UnixDateTime => Unix,
        _ => scalar.Kind.ToString(),
    };
}
