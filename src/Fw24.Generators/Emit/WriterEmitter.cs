using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Emit;

/// <summary>Prints the writing half of a codec.</summary>
/// <param name="entity">The entity.</param>
/// <param name="codec">The qualifier of the codec's methods where the code is used: empty, or <c>OrderCodec.</c>.</param>
internal sealed class WriterEmitter(EntityModel entity, string codec = "")
{
    private readonly Dictionary<string, string> _objects = entity.Objects.ToDictionary(static model => model.Type.FullName, static model => model.Name);
    private readonly Dictionary<string, string> _enums = entity.Enums.ToDictionary(static model => model.Type.FullName, static model => model.Name);

    /// <summary>Prints the method that writes a nested type.</summary>
    public void WriteMethod(SourceWriter writer, ObjectModel model)
    {
        writer.Line();
        writer.Write($"internal static void Write{model.Name}(Fw24::ItemWriter item, {model.Type} value)");
        WriteBody(writer, model, isNested: true);
    }

    /// <summary>Prints the body of a method that writes a type.</summary>
    public void WriteBody(SourceWriter writer, ObjectModel model, bool isNested)
    {
        writer.Open();
        writer.Write(
            !isNested ? $"item.BeginEntity({Code.Literal(entity.Name)}, value);"
            : model.Type.IsValueType ? "item.BeginMap();"
            : "item.BeginMap(value);");

        foreach (var property in model.Properties)
        {
            writer.Line();
            WriteProperty(writer, property);
        }

        if (isNested)
        {
            writer.Line();
            writer.Write("item.EndMap();");
        }

        writer.Close();
    }

    /// <summary>Gets the statement that writes a value other than <see langword="null"/>.</summary>
    public string Statement(Shape shape, string item, string value) => shape switch
    {
        ScalarShape scalar => Scalar(scalar, item, value),
        ConvertedShape converted
            => Statement(converted.Stored, item, $"Fw24::DynamoConverter.ToStored<{converted.Arguments(Alias.Shorten)}>({value})"),
        EnumShape { IsMapped: true, IsNullable: true } => $"{item}.WriteMappedEnumOfNullable({value})",
        EnumShape { IsMapped: true } => $"{item}.WriteMappedEnum({value})",
        EnumShape => $"{item}.WriteEnum({value}, {codec}NamesOf{_enums[shape.Type.FullName]})",
        ObjectShape => $"{codec}Write{_objects[shape.Type.FullName]}({item}, {value})",
        ListShape list => $"{item}.WriteList<{Alias.Shorten(list.Element.DeclaredType)}>({value}, {Element(list.Element)})",
        SetShape { IsStoredAsList: true } list => $"{item}.WriteList<{Alias.Shorten(list.Element.DeclaredType)}>({value}, {Element(list.Element)})",
        SetShape set => $"{item}.WriteSet<{Alias.Shorten(set.Element.DeclaredType)}>({value}, {Element(set.Element)})",
        DictionaryShape dictionary => $"{item}.WriteDictionary<{Alias.Shorten(dictionary.Value.DeclaredType)}>({value}, {Element(dictionary.Value)})",
        _ => throw new ArgumentException($"No item holds a {shape.Type}.", nameof(shape)),
    };

    /// <summary>Gets the function that writes a value.</summary>
    public string Element(Shape shape) => shape switch
    {
        ObjectShape { IsNullable: false } => $"{codec}Write{_objects[shape.Type.FullName]}",
        ScalarShape { IsNullable: false, IsMapped: false, Kind: not (ScalarKind.Memory or ScalarKind.KeyTime or ScalarKind.KeyDateTime or ScalarKind.UnixTime or ScalarKind.UnixDateTime) } scalar => $"Fw24::ItemValue.Write{scalar.Kind}",
        { IsNullable: false } => $"static (element, value) => {Statement(shape, "element", "value")}",
        _ => $"static (element, value) => {{ if (value is {{ }} some) {{ {Statement(shape, "element", "some")}; }} else {{ element.WriteNull(); }} }}",
    };

    private void WriteProperty(SourceWriter writer, PropertyModel property)
    {
        var value = $"value.{property.Identifier}";
        var name = $"item.WriteName({Code.Utf8(property.Attribute)});";
        if (property.WritesNull)
        {
            // if (value.Note is { } note) … else item.WriteNull();
            writer.Write($$"""
                {{name}}
                if ({{value}} is { } {{property.Variable}})
                {
                    {{Statement(property.Shape, "item", property.Variable)}};
                }
                else
                {
                    item.WriteNull();
                }
                """);
            return;
        }

        var pattern = Pattern(property);
        writer.Write(pattern is null
            ? $"""
                {name}
                {Statement(property.Shape, "item", value)};
                """
            : $$"""
                if ({{value}} is {{pattern}} {{property.Variable}})
                {
                    {{name}}
                    {{Statement(property.Shape, "item", property.Variable)}};
                }
                """);
    }

    // The pattern of values that are written. The default of an immutable array is not an array, and is omitted like null.
    private static string? Pattern(PropertyModel property) => property.Shape switch
    {
        ListShape { IsImmutableArray: true } => "{ IsDefault: false }",
        { IsNullable: true } => "{ }",
        _ => null,
    };

    private static string Scalar(ScalarShape shape, string item, string value) => shape.Kind switch
    {
        ScalarKind.Boolean when shape.Format is ItemFormat.ObjectMapperV1 => $"{item}.WriteMappedBoolean({value})",
        ScalarKind.DateTime or ScalarKind.KeyDateTime when shape.IsMapped => $"{item}.WriteMappedDateTime({value})",
        ScalarKind.Memory => $"{item}.WriteBytes({value}.Span)",
        ScalarKind.KeyTime => $"{item}.WriteDateTimeOffset({value}.ToUniversalTime())",
        ScalarKind.KeyDateTime => $"{item}.WriteUtcDateTime({value})",
        ScalarKind.UnixTime or ScalarKind.UnixDateTime => $"{item}.WriteUnixSeconds({value})",
        _ => $"{item}.Write{shape.Kind}({value})",
    };
}
