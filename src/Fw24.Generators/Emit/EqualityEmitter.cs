using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Emit;

/// <summary>Prints comparisons of values by their representation in an item.</summary>
internal sealed class EqualityEmitter(EntityModel entity)
{
    private const string Runtime = "Fw24::ContentEquality.";

    private readonly Dictionary<string, string> _objects = entity.Objects.ToDictionary(static model => model.Type.FullName, Method);

    /// <summary>
    /// Gets the name of the method that compares two objects of a nested type. Unique per type: overloads cannot distinguish Box&lt;string&gt; and
    /// Box&lt;string?&gt;.
    /// </summary>
    public static string Method(ObjectModel model) => "AreEqual" + model.Name;

    /// <summary>Gets the function that compares two values; <see langword="null"/> if the type's own equality does.</summary>
    public string? Comparer(Shape shape) => shape switch
    {
        ScalarShape { Kind: ScalarKind.Bytes or ScalarKind.Memory } => Runtime + "Bytes",
        ScalarShape { Kind: ScalarKind.Uri } => Runtime + "Uris",
        ScalarShape { Kind: ScalarKind.DateTime or ScalarKind.DateTimeOffset, IsNullable: false } => Runtime + "Times",
        ScalarShape { Kind: not (ScalarKind.DateTime or ScalarKind.DateTimeOffset) } or EnumShape or ConvertedShape => null,
        ObjectShape { Type.IsValueType: false } or ObjectShape { IsNullable: false } => _objects[shape.Type.FullName],
        _ => $"static (left, right) => {Of(shape, "left", "right")}",
    };

    /// <summary>Gets the comparison of two values.</summary>
    public string Of(Shape shape, string left, string right) => shape switch
    {
        { IsNullable: true, Type.IsValueType: true } when Comparer(shape with { IsNullable = false }) is not null and not Runtime + "Bytes"
            => $"({left}.HasValue ? {right}.HasValue && {Of(shape with { IsNullable = false }, left + ".Value", right + ".Value")} : !{right}.HasValue)",
        ListShape list => $"{Runtime}Lists<{Alias.Shorten(list.Element.DeclaredType)}>({left}, {right}, {Comparer(list.Element) ?? Runtime + "Values"})",
        SetShape { Comparer: { } comparer } set => $"{Runtime}Sets<{Alias.Shorten(set.Element.DeclaredType)}>({left}, {right}, {comparer})",
        SetShape set => $"{Runtime}Sets<{Alias.Shorten(set.Element.DeclaredType)}>({left}, {right})",
        DictionaryShape dictionary => $"{Runtime}Dictionaries<{Alias.Shorten(dictionary.Value.DeclaredType)}>({left}, {right}, {Comparer(dictionary.Value) ?? Runtime + "Values"})",
        _ => $"{Comparer(shape) ?? Runtime + "Values"}({left}, {right})",
    };
}
