using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Rules;
using Fw24.Generators.Rules.Keys;

namespace Fw24.Generators.Emit;

/// <summary>Prints the methods that query an entity's indexes: one for each number of sort key attributes with stated values.</summary>
internal static class IndexQueryEmitter
{
    public static void Write(SourceWriter writer, EntityModel entity)
    {
        foreach (var (index, name) in IndexMethods.Of(entity))
        {
            foreach (var (stated, range) in Forms(entity, index))
            {
                WriteMethod(writer, entity, index, name, stated, range);
            }
        }
    }

    /// <summary>Prints methods of the same signatures for an entity that the rules refuse, perhaps for one of its indexes.</summary>
    /// <remarks>No code contains an invalid name, not even in parts.</remarks>
    public static void WriteStandIns(SourceWriter writer, EntityModel entity, string refusal)
    {
        const string Any = "object? first, object? second = null, object? third = null, object? fourth = null";
        foreach (var (index, name) in IndexMethods.Of(entity).Where(static named => ResourceNames.IsTable(named.Index.Name)))
        {
            var forms = IsSound(index) ? Forms(entity, index).Select(static form => Parameters(form.Stated, form.Range)) : [Any];
            foreach (var parameters in forms)
            {
                writer.Line();
                writer.Write($"internal static {Signature(entity, name, parameters)} => {refusal};");
            }
        }
    }

    private static bool IsSound(IndexModel index)
        => index.PartitionKeys.Count > 0
            && index.Unknown.Count is 0
            && index.Keys.All(static key => key.Type.Length > 0)
            && index.Keys.Distinct().Count() == index.Keys.Count();

    private static string Signature(EntityModel entity, string name, string parameters)
        => $"Fw24::TableQuery<{entity.Type.FullName}, {FieldsEmitter.Name(entity)}> {name}"
            + $"(this Fw24::ITable<{entity.Type.FullName}> table, {parameters})";

    // No item of the entity can be read from the index, but projections can.
    private static string ProjectedSignature(EntityModel entity, string name, string parameters)
        => $"Fw24::TableQuery<TRow, {FieldsEmitter.Name(entity)}> {name}<TRow>"
            + $"(this Fw24::ITable<{entity.Type.FullName}> table, {parameters})\n"
            + $"    where TRow : class, Fw24::IProjection<{entity.Type.FullName}, TRow>";

    // The attributes whose values a query states, all of the partition key and the first of the sort key, and the attribute of its range.
    private static IEnumerable<(List<PropertyModel> Stated, PropertyModel? Range)> Forms(EntityModel entity, IndexModel index)
    {
        var (partition, sort) = (Properties(entity, index.PartitionKeys), Properties(entity, index.SortKeys));
        return Enumerable.Range(0, sort.Count + 1)
            .Select(count => (partition.Concat(sort.Take(count)).ToList(), (PropertyModel?)sort.ElementAtOrDefault(count)));
    }

    // An item of an index lacks the attributes that the index does not hold.
    private static bool CanBeRead(EntityModel entity, IndexModel index)
        => index.Projection is IndexProjection.All
            || (index.Projection is IndexProjection.Include && !UnreadIndexRule.Missing(entity, index).Any());

    private static List<PropertyModel> Properties(EntityModel entity, IEnumerable<KeyModel> keys)
        => [.. keys.Select(key => entity.Root.Properties.First(property => property.Attribute == key.Attribute))];

    private static void WriteMethod(
        SourceWriter writer, EntityModel entity, IndexModel index, string name, List<PropertyModel> stated, PropertyModel? range)
    {
        writer.Line();
        writer.Write($"""
            /// <summary>Creates a query of the index <c>{Code.Text(index.Name)}</c>, which is eventually consistent.</summary>
            /// <param name="table">The table.</param>
            """);
        foreach (var key in stated)
        {
            writer.Write($"""/// <param name="{Code.Parameter(key.Variable)}">The value of {Code.Text(key.Name)}.</param>""");
        }

        if (!CanBeRead(entity, index))
        {
            writer.Write("""/// <typeparam name="TRow">A projection of properties that the index contains.</typeparam>""");
        }

        if (range is not null)
        {
            writer.Write($"""/// <param name="{Code.Parameter(range.Variable)}">The range of {Code.Text(range.Name)}. Default: all.</param>""");
        }

        var isRead = CanBeRead(entity, index);
        var (parameters, fields) = (Parameters(stated, range), FieldsEmitter.Name(entity));
        writer.Write($$"""
            /// <returns>The query{{(range is null ? "" : ", in order of the sort keys")}}.</returns>
            public static {{(isRead ? Signature(entity, name, parameters) : ProjectedSignature(entity, name, parameters))}}
                => table.Query{{(isRead ? "" : $"<TRow, {fields}>")}}({{Query(entity, index, stated, range)}}, {{fields}}.All);
            """);
    }

    private static string Parameters(List<PropertyModel> stated, PropertyModel? range)
    {
        var parameters = string.Join(", ", stated.Select(static key => $"{Type(key)} {key.Variable}"));
        return range is null
            ? parameters
            : $"{parameters}, Fw24::KeyRange<{Type(range)}> {range.Variable} = default";
    }

    // placedAt.Of(new ItemQuery("Customer", …) { Index = "by-customer" }.And("Status", …), "PlacedAt", …)
    private static string Query(EntityModel entity, IndexModel index, List<PropertyModel> stated, PropertyModel? range)
    {
        var writing = new WriterEmitter(entity, $"{entity.Prefix}Codec.");
        var further = string.Concat(stated.Skip(1).Select(key => $".And({Condition(key)})"));
        var query = $"new Fw24::Tables.ItemQuery({Condition(stated[0])}) {{ Index = {Code.Literal(index.Name)} }}{further}";
        return range is null ? query : $"{range.Variable}.Of({query}, {Code.Literal(range.Attribute)}, {writing.Element(Value(range))})";

        string Condition(PropertyModel key)
        {
            var place = Code.Literal($"{entity.Name}.{key.Attribute}");
            return $"{Code.Literal(key.Attribute)}, Fw24::ItemWriter.ToValue({place}, {key.Variable}, {writing.Element(Value(key))})";
        }
    }

    private static string Type(PropertyModel key) => Alias.Shorten(Value(key).DeclaredType);

    // An item whose key is null is not in the index.
    private static Shape Value(PropertyModel key) => key.Shape with { IsNullable = false };
}
