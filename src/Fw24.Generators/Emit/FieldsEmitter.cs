using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Emit;

/// <summary>Prints the properties of an entity as fields, for conditions, filters and updates.</summary>
internal static class FieldsEmitter
{
    public static void Emit(SourceWriter writer, EntityModel entity)
    {
        var writing = new WriterEmitter(entity, $"{entity.Prefix}Codec.");
        writer.Write($$"""
            /// <summary>The properties of <see cref="{{Code.Cref(entity.Type)}}"/>, for conditions, filters and updates.</summary>
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} sealed class {{Name(entity)}}
            """);
        writer.Open();
        writer.Write($$"""
            internal static {{Name(entity)}} All { get; } = new();

            #pragma warning disable CS1591 // Each is the property of its name.
            """);
        foreach (var property in Properties(entity))
        {
            var (type, writers) = Field(property, writing);
            var arguments = $"{Code.Literal(property.Attribute)}, {Code.Literal(entity.Name)}, {writers}, {Traits(property)}{Aliases(property)}";
            writer.Write($"public Fw24::{type} {Member(entity, property)} => new({arguments});");
        }

        writer.Write("#pragma warning restore CS1591");

        writer.Close();
    }

    /// <summary>Prints fields for an entity that the rules refuse.</summary>
    public static void WriteStandIn(SourceWriter writer, EntityModel entity, Func<PropertyModel, string> type, string refusal)
    {
        writer.Write($"""
            {Code.GeneratedCode}
            {entity.Accessibility} sealed class {Name(entity)}
            """);
        writer.Open();
        foreach (var property in Properties(entity))
        {
            writer.Write($"internal Fw24::ItemField<{type(property)}> {Member(entity, property)} => {refusal};");
        }

        writer.Close();
    }

    public static string Name(EntityModel entity) => $"{entity.Prefix}Fields";

    private static IEnumerable<PropertyModel> Properties(EntityModel entity)
        => entity.Root.Properties.GroupBy(static property => property.Name).Select(static alike => alike.First());

    // A member must not have the name of its type, of All, or of a member of every class.
    private static string Member(EntityModel entity, PropertyModel property)
        => property.Name is "All" or "Equals" or "GetHashCode" or "GetType" or "ToString" or "MemberwiseClone" or "Finalize" or "ReferenceEquals"
            || property.Name == Name(entity)
            ? property.Name + "Field"
            : property.Identifier;

    private static (string Type, string Writers) Field(PropertyModel property, WriterEmitter writing)
    {
        var shape = property.Shape with { IsNullable = false };
        var isNullableValue = property.Shape is { IsNullable: true, IsOblivious: false, Type.IsValueType: true };
        var type = Alias.Shorten(isNullableValue ? property.Shape.DeclaredType : shape.Type.FullName);

        // The field handles null.
        var write = isNullableValue
            ? $"static (element, value) => {writing.Statement(shape, "element", "value.GetValueOrDefault()")}"
            : writing.Element(shape);
        return property.Shape switch
        {
            ScalarShape { Kind: ScalarKind.String } => ("TextField", write),
            ScalarShape { Kind: ScalarKind.Number } => ($"NumberField<{type}>", write),
            ScalarShape scalar when IsOrdered(scalar) => ($"OrderedField<{type}>", write),
            ListShape { Element: var element }
                => ($"ListField<{type}, {Alias.Shorten(element.DeclaredType)}>", $"{write}, {writing.Element(element)}"),
            SetShape { IsStoredAsList: false, Element: var element }
                => ($"SetField<{type}, {Alias.Shorten(element.DeclaredType)}>", $"{write}, {writing.Element(element)}"),
            _ => ($"ItemField<{type}>", write),
        };
    }

    // Whether the stored form sorts as the values do. A time with an offset, or of any kind, does not.
    private static bool IsOrdered(ScalarShape scalar) => scalar.Kind switch
    {
        ScalarKind.Bytes or ScalarKind.Memory or ScalarKind.DateOnly or ScalarKind.TimeOnly => true,
        ScalarKind.KeyTime or ScalarKind.KeyDateTime or ScalarKind.UnixTime or ScalarKind.UnixDateTime => true,
        ScalarKind.DateTime => scalar.IsMapped,
        _ => false,
    };

    private static string Traits(PropertyModel property)
    {
        List<string> traits = [];
        if (property.Has(PropertyRoles.TableKey) || property.Has(PropertyRoles.Version))
        {
            traits.Add("Fixed");
        }

        if (property.IsRead && property.MissingValuePolicy is MissingValuePolicy.Required)
        {
            traits.Add("Required");
        }

        if (property.Shape.IsNullable)
        {
            traits.Add(property.WritesNull ? "StoresNull" : "Nullable");
        }

        return string.Join(" | ", (traits is [] ? ["None"] : traits).Select(static trait => $"Fw24::FieldTraits.{trait}"));
    }

    private static string Aliases(PropertyModel property)
        => string.Concat(property.Aliases.Select(static alias => ", " + Code.Literal(alias)));
}
