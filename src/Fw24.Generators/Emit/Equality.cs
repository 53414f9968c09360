using Fw24.Generators.Model;

namespace Fw24.Generators.Emit;

/// <summary>Prints comparisons of values by what an item would hold of them.</summary>
internal static class Equality
{
    private const string Runtime = "global::Fw24.ContentEquality.";

    /// <summary>The function that compares two values; <see langword="null"/> where the type's own equality does.</summary>
    public static string? Comparer(Shape shape) => shape switch
    {
        ScalarShape { Kind: ScalarKind.Bytes or ScalarKind.Memory } => Runtime + "Bytes",
        ScalarShape { Kind: ScalarKind.Uri } => Runtime + "Uris",
        ScalarShape or EnumShape => null,
        ObjectShape { Type.IsValueType: false } or ObjectShape { IsNullable: false } => "AreEqual",
        _ => $"static (left, right) => {Of(shape, "left", "right")}",
    };

    /// <summary>The comparison of two values.</summary>
    public static string Of(Shape shape, string left, string right) => shape switch
    {
        { IsNullable: true, Type.IsValueType: true } when Comparer(shape with { IsNullable = false }) is not null and not Runtime + "Bytes"
            => $"({left} is {{ }} some ? {right} is {{ }} other && {Of(shape with { IsNullable = false }, "some", "other")} : {right} is null)",
        ListShape list => $"{Runtime}Lists<{list.Element.DeclaredType}>({left}, {right}, {Comparer(list.Element) ?? Runtime + "Values"})",
        SetShape { Element: ScalarShape { Kind: ScalarKind.Bytes } } => $"{Runtime}Sets({left}, {right}, {Runtime}ByBytes)",
        SetShape set => $"{Runtime}Sets<{set.Element.DeclaredType}>({left}, {right})",
        DictionaryShape dictionary => $"{Runtime}Dictionaries<{dictionary.Value.DeclaredType}>({left}, {right}, {Comparer(dictionary.Value) ?? Runtime + "Values"})",
        _ => $"{Comparer(shape) ?? Runtime + "Values"}({left}, {right})",
    };
}
