using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Emit;

/// <summary>Prints the reading half of a codec.</summary>
internal sealed class ReaderEmitter(ObjectModel root, EquatableArray<ObjectModel> objects, EquatableArray<EnumModel> enums)
{
    private readonly Dictionary<string, string> _objects
        = objects.ToDictionary(static model => model.Type.FullName, static model => model.Name);

    private readonly Dictionary<string, string> _enums
        = enums.ToDictionary(static model => model.Type.FullName, static model => model.Name);

    /// <summary>Creates the emitter for an entity's codec.</summary>
    public ReaderEmitter(EntityModel entity)
        : this(entity.Root, entity.Objects, entity.Enums)
    {
    }

    /// <summary>Prints the method that reads a nested type.</summary>
    public void WriteMethod(SourceWriter writer, ObjectModel model)
    {
        writer.Line();
        writer.Write($"private static {model.Type} Read{model.Name}(ref Fw24::ItemReader item)");
        WriteBody(writer, model, isNested: true);
    }

    /// <summary>Prints the body of a method that reads a type.</summary>
    public void WriteBody(SourceWriter writer, ObjectModel model, bool isNested)
    {
        writer.Open();
        WriteVariables(writer, model);
        WriteLoop(writer, model, isNested);
        WriteResult(writer, model);
        writer.Close();
    }

    /// <summary>Prints the accessors for setters that are <see langword="init"/> or <see langword="private"/>.</summary>
    public void WriteAccessors(SourceWriter writer)
    {
        var accessors = objects
            .Append(root)
            .SelectMany(static model => model.Properties)
            .Where(static property => property.Accessor is not null)
            .GroupBy(static property => (property.Accessor!.Holder, property.Accessor.Owner.FullName, property.Name))
            .Select(static same => same.First())
            .OrderBy(static property => property.Name, StringComparer.Ordinal)
            .ThenBy(static property => property.Accessor!.Owner.FullName, StringComparer.Ordinal)
            .GroupBy(static property => (property.Accessor!.Holder, property.Accessor.Constraints))
            .OrderBy(static holder => holder.Key.Holder, StringComparer.Ordinal);
        foreach (var holder in accessors)
        {
            if (holder.Key.Holder.Length is 0)
            {
                WriteAccessors(writer, holder, "private", isSeparate: true);
                continue;
            }

            writer.Line();
            writer.Write($"private static class {holder.Key.Holder}{holder.Key.Constraints}");
            writer.Open();
            WriteAccessors(writer, holder, "public", isSeparate: false);
            writer.Close();
        }
    }

    private static void WriteAccessors(SourceWriter writer, IEnumerable<PropertyModel> properties, string accessibility, bool isSeparate)
    {
        foreach (var property in properties)
        {
            if (isSeparate)
            {
                writer.Line();
            }

            isSeparate = true;
            writer.Write($"""
                [System::Runtime.CompilerServices.UnsafeAccessor(System::Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = {Code.Literal("set_" + property.Name)})]
                {accessibility} static extern void Set{property.Name}({(property.Owner.IsValueType ? "ref " : "")}{property.Accessor!.Owner} target, {Alias.Shorten(property.Accessor.Value)} value);
                """);
        }
    }

    // string? orderId = null;
    private static void WriteVariables(SourceWriter writer, ObjectModel model)
    {
        foreach (var property in model.Properties.Where(static property => property.IsRead))
        {
            writer.Write($"{Alias.Shorten(property.VariableType)} {property.Variable} = {(property.MissingValuePolicy is MissingValuePolicy.Default ? property.Default : "null")};");
            if (property.Flag.Length > 0)
            {
                writer.Write($"var {property.Flag} = false;");
            }

            if (property.Aliases.Count > 0)
            {
                writer.Write($"var {property.Rank} = {Code.Number(property.Aliases.Count + 1)};");
            }
        }
    }

    // case 7 when attribute.Is("OrderId"u8): orderId = item.ReadString(); break;
    private void WriteLoop(SourceWriter writer, ObjectModel model, bool isNested)
    {
        writer.Line();
        if (isNested)
        {
            writer.Write("item.BeginMap();");
        }

        writer.Write("while (item.NextAttribute(out var attribute))");
        writer.Open();
        writer.Write("switch (attribute.Length)");
        writer.Open();
        var cases = model.Properties
            .Where(static property => property.IsRead)
            .SelectMany(static property => property.Names.Select((name, rank) => (Name: name, Rank: rank, Property: property)))
            .OrderBy(static one => System.Text.Encoding.UTF8.GetByteCount(one.Name))
            .ThenBy(static one => one.Name, StringComparer.Ordinal);
        foreach (var (name, rank, property) in cases)
        {
            var flag = property.Flag.Length > 0 ? $" {property.Flag} = true;" : "";

            // Whatever their order in the item, the present name's value wins over an alias's, and an alias's over a later one's.
            var noted = property.Aliases.Count > 0 ? $" {property.Rank} = {Code.Number(rank)};" : "";
            var guard = rank > 0 ? $" && {property.Rank} > {Code.Number(rank)}" : "";
            var read = $"{property.Variable} = {Value(property.Shape, "item")};{flag}{noted}";
            writer.Write($"case {Code.Utf8Length(name)} when attribute.Is({Code.Utf8(name)}){guard}: {read} break;");
        }

        writer.Write("default: item.SkipValue(); break;");
        writer.Close();
        writer.Close();
        writer.Line();
    }

    private static void WriteResult(SourceWriter writer, ObjectModel model)
    {
        var later = model.Properties.Where(static property => property.Assignment is Assignment.Setter or Assignment.Accessor).ToList();
        WriteConstruction(writer, model, later.Count is 0 ? "return" : "var result =");
        if (later.Count is 0)
        {
            return;
        }

        var wasBlock = true;
        foreach (var property in later)
        {
            var isBlock = property.MissingValuePolicy is MissingValuePolicy.Kept;
            if (wasBlock || isBlock)
            {
                writer.Line();
            }

            WriteAssignment(writer, model, property);
            wasBlock = isBlock;
        }

        writer.Line();
        writer.Write("return result;");
    }

    // return new Order(a: a) { B = b };
    private static void WriteConstruction(SourceWriter writer, ObjectModel model, string start)
    {
        var arguments = model.Parameters.Select(model.Property).Select(static property => $"{property.Parameter}: {Given(property)}").ToList();
        var initializers = model.Properties
            .Where(static property => property.Assignment is Assignment.Initializer)
            .Select(static property => $"{property.Identifier} = {Given(property)}")
            .ToList();
        var end = initializers.Count is 0 ? ";" : "";
        if (arguments.Count is 0)
        {
            writer.Write($"{start} new {model.Type}{(initializers.Count is 0 ? "()" : "")}{end}");
        }
        else
        {
            writer.Write($"{start} new {model.Type}(");
            writer.Indent();
            writer.Write(string.Join(",\n", arguments) + ")" + end);
            writer.Outdent();
        }

        if (initializers.Count > 0)
        {
            writer.Open();
            writer.Write(string.Join(",\n", initializers) + ",");
            writer.Close(";");
        }
    }

    private static void WriteAssignment(SourceWriter writer, ObjectModel model, PropertyModel property)
    {
        var value = property switch
        {
            { MissingValuePolicy: not MissingValuePolicy.Kept } => Given(property),
            { KeepsComparer: true } => WithOwnComparer(property),
            { Shape: { IsNullable: false, Type.IsValueType: true } } => property.Variable + ".Value",
            _ => Held(property),
        };
        var assignment = property.Assignment is Assignment.Setter
            ? $"result.{property.Identifier} = {value};"
            : $"{property.Accessor!.Qualifier}Set{property.Name}({(model.Type.IsValueType ? "ref " : "")}result, {value});";
        if (property.MissingValuePolicy is not MissingValuePolicy.Kept)
        {
            writer.Write(assignment);
            return;
        }

        writer.Write($$"""
            if ({{(property.Flag.Length > 0 ? property.Flag : property.Variable + " is not null")}})
            {
                {{assignment}}
            }
            """);
    }

    // OwnComparer.OfSet<HashSet<string>, string>(result.Tags, tags)
    private static string WithOwnComparer(PropertyModel property)
    {
        var (method, element) = property.Shape is DictionaryShape dictionary ? ("OfDictionary", dictionary.Value) : ("OfSet", ((SetShape)property.Shape).Element);
        return $"Fw24::OwnComparer.{method}<{Alias.Shorten(property.Shape.Type.FullName)}, {Alias.Shorten(element.DeclaredType)}>(result.{property.Identifier}, {property.Variable})";
    }

    private static string Given(PropertyModel property)
        => property.MissingValuePolicy is MissingValuePolicy.Required ? $"{property.Variable} ?? throw item.Missing({Code.Literal(property.Attribute)})" : Held(property);

    // To emitted code the type argument of an oblivious Box<string> is never null; to the user's code it may be.
    private static string Held(PropertyModel property)
        => property.IsOblivious && property.Owner.FullName.Contains('<') ? property.Variable + "!" : property.Variable;

    private string Value(Shape shape, string item)
        => shape.IsNullable ? $"{item}.TryReadNull() ? {Null(shape)} : {NotNull(shape, item)}" : NotNull(shape, item);

    // If a struct converts from a reference type, a bare null would convert too: ReadOnlyMemory<byte> from byte[], a user's struct by its operators.
    private static string Null(Shape shape) => shape switch
    {
        { IsOblivious: true } => "null!",
        EnumShape or ScalarShape { Kind: not ScalarKind.Memory } or { Type.IsValueType: false } => "null",
        _ => $"({shape.Type}?)null",
    };

    private string NotNull(Shape shape, string item) => shape switch
    {
        ScalarShape scalar => Scalar(scalar, item),
        ConvertedShape converted => $"{item}.Convert<{converted.Arguments(Alias.Shorten)}>({NotNull(converted.Stored, item)})",
        EnumShape => $"{item}.Read{Form(shape)}Enum(NamesOf{_enums[shape.Type.FullName]})",
        ObjectShape => $"Read{_objects[shape.Type.FullName]}(ref {item})",
        ListShape list => $"{list.Wrapper.Before}{item}.Read{Form(shape)}List<{Alias.Shorten(list.Element.DeclaredType)}>({Element(list.Element)}){list.Wrapper.After}",
        SetShape set => $"{set.Wrapper.Before}{item}.Read{Form(shape)}Set<{Alias.Shorten(set.Element.DeclaredType)}>({Element(set.Element)}{(set.Comparer is { } comparer ? $", {comparer}" : "")}){set.Wrapper.After}",
        DictionaryShape dictionary => $"{dictionary.Wrapper.Before}{item}.ReadDictionary<{Alias.Shorten(dictionary.Value.DeclaredType)}>({Element(dictionary.Value)}){dictionary.Wrapper.After}",
        _ => throw new ArgumentException($"No item holds a {shape.Type}.", nameof(shape)),
    };

    private string Element(Shape shape) => shape is ObjectShape { IsNullable: false }
        ? $"Read{_objects[shape.Type.FullName]}"
        : $"static (ref Fw24::ItemReader element) => {Value(shape, "element")}";

    // The methods for values whose form in the object mapper's items differs.
    private static string Form(Shape shape) => shape.IsMapped ? "Mapped" : "";

    private static string Scalar(ScalarShape shape, string item) => shape.Kind switch
    {
        ScalarKind.Boolean => $"{item}.Read{Form(shape)}Boolean()",
        ScalarKind.DateTime or ScalarKind.KeyDateTime => $"{item}.Read{Form(shape)}DateTime()",
        ScalarKind.Number => $"{item}.ReadNumber<{shape.Type}>()",
        ScalarKind.Memory => $"new {shape.Type}({item}.ReadBytes())",
        ScalarKind.KeyTime => $"{item}.ReadDateTimeOffset()",
        ScalarKind.UnixTime => $"{item}.ReadUnixSeconds()",
        ScalarKind.UnixDateTime => $"{item}.ReadUnixSeconds().UtcDateTime",
        _ => $"{item}.Read{shape.Kind}()",
    };
}
