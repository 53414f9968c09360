using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules.Properties;

namespace Fw24.Generators.Emit;

/// <summary>Prints stand-ins for the generated types of an entity that the rules refuse.</summary>
/// <remarks>
/// Without its base class, a handler of the entity would make the compiler report only the missing base and not the rule: analyzers do not run on a project
/// whose declarations do not bind. Stand-ins do nothing, as the build fails with the rule's error.
/// </remarks>
internal static class StandInEmitter
{
    // Members may hide others, and nobody reads the documentation.
    private static readonly string[] s_suppressions = ["CS0108", "CS1591"];

    /// <summary>Indicates whether stand-ins can be printed: their names are free and do not conflict with those of another entity.</summary>
    public static bool CanStandIn(EntityModel entity)
        => entity.TakenNames.Count is 0 && (entity.Facts & (DeclarationFacts.Generic | DeclarationFacts.FileLocal)) is 0;

    public static string Emit(EntityModel entity)
    {
        Alias[] aliases = [Alias.CodeDom, Alias.Collections, Alias.Fw24, Alias.System, .. IsItem(entity) ? [Alias.Tasks, Alias.Threading] : Array.Empty<Alias>()];
        var writer = Code.File([.. entity.Suppressions, .. s_suppressions], entity.Namespace, aliases);
        var refusal = $"throw new System::NotSupportedException({Code.Literal($"{entity.Type.FullName.Replace("global::", "")} violates a rule of Fw24, so no code is generated for it.")})";
        WriteChange(writer, entity, refusal);
        writer.Line();
        WriteChanges(writer, entity, refusal);
        writer.Line();
        HandlerEmitter.Emit(writer, entity);
        writer.Line();
        WriteKey(writer, entity, refusal);
        if (IsItem(entity))
        {
            writer.Line();
            FieldsEmitter.WriteStandIn(writer, entity, Type, refusal);
            writer.Line();
            WriteTable(writer, entity, refusal);
        }

        return writer.ToString();
    }

    private static void WriteChange(SourceWriter writer, EntityModel entity, string refusal)
    {
        var (type, name) = (Type(entity), entity.Prefix);
        writer.Write($$"""
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} abstract record {{name}}Change : Fw24::EntityChange
            {
                private {{name}}Change(in Fw24::ChangeHeader header)
                    : base(header)
                {
                }

                public {{name}}Key Key => {{refusal}};

                public sealed record Inserted(in Fw24::ChangeHeader Header, {{type}} New) : {{name}}Change(Header);

                public sealed record Modified(in Fw24::ChangeHeader Header, {{type}} Old, {{type}} New) : {{name}}Change(Header)
                {
                    public {{name}}Changes Changes => {{refusal}};
                }

                public sealed record Removed(in Fw24::ChangeHeader Header, {{type}} Old) : {{name}}Change(Header)
                {
                    public Fw24::RemovalReason Reason => {{refusal}};
                }
            }
            """);
    }

    // Internal, as a property's type may be; no other assembly uses this one.
    private static void WriteChanges(SourceWriter writer, EntityModel entity, string refusal)
    {
        var name = $"{entity.Prefix}Changes";
        writer.Write($$"""
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} readonly struct {{name}} : Collections::IEnumerable<Fw24::PropertyChange>
            """);
        writer.Open();
        foreach (var property in entity.Root.Properties.Where(property => property.Name != name && property.Name is not "GetEnumerator").GroupBy(static property => property.Name).Select(static alike => alike.First()))
        {
            writer.Write($"internal Fw24::Change<{Type(property)}>? {property.Identifier} => {refusal};");
            writer.Line();
        }

        writer.Write($$"""
            public Collections::IEnumerator<Fw24::PropertyChange> GetEnumerator() => {{refusal}};

            System::Collections.IEnumerator System::Collections.IEnumerable.GetEnumerator() => {{refusal}};
            """);
        writer.Close();
    }

    private static void WriteKey(SourceWriter writer, EntityModel entity, string refusal)
    {
        var name = $"{entity.Prefix}Key";
        writer.Write($$"""
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} readonly struct {{name}}
            """);
        writer.Open();
        writer.Write($"internal {name}({string.Join(", ", Keys(entity).Select(static key => $"{key.Type} {key.Variable}"))}) => {refusal};");
        foreach (var key in Keys(entity).Where(key => key.Identifier.Length > 0 && key.Identifier != name && key.Identifier is not "ToItemKey"))
        {
            writer.Line();
            writer.Write($"internal {key.Type} {key.Identifier} => {refusal};");
        }

        writer.Line();
        writer.Write($"public Fw24::ItemImage ToItemKey() => {refusal};");
        writer.Close();
    }

    private static void WriteTable(SourceWriter writer, EntityModel entity, string refusal)
    {
        const string Token = "Threading::CancellationToken cancellationToken = default";
        var type = Type(entity);
        var keys = Keys(entity).ToList();
        var parameters = string.Join(", ", keys.Select(static key => $"{key.Type} {key.Variable}"));
        var (fields, partition) = (FieldsEmitter.Name(entity), $"{keys[0].Type} {keys[0].Variable}");
        var range = keys is [_, var sort, ..] ? $", Fw24::KeyRange<{sort.Type}> {sort.Variable} = default" : "";
        writer.Write($$"""
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} static class {{entity.Prefix}}Table
            """);
        writer.Open();
        writer.Write($$"""
            internal static Tasks::Task<{{type}}?> GetAsync(this Fw24::ITable<{{type}}> table, {{parameters}}, {{Token}}) => {{refusal}};

            internal static Fw24::ITable<{{type}}> When(this Fw24::ITable<{{type}}> table, System::Func<{{fields}}, Fw24::ItemCondition> condition) => {{refusal}};

            internal static Tasks::Task<{{type}}> UpdateAsync(this Fw24::ITable<{{type}}> table, {{parameters}}, System::Action<Fw24::UpdateBuilder<{{fields}}>> update, {{Token}}) => {{refusal}};

            internal static Tasks::Task DeleteAsync(this Fw24::ITable<{{type}}> table, {{parameters}}, {{Token}}) => {{refusal}};

            internal static Fw24::TableQuery<{{type}}, {{fields}}> Query(this Fw24::ITable<{{type}}> table, {{partition}}{{range}}) => {{refusal}};

            internal static Fw24::TableScan<{{type}}, {{fields}}> Scan(this Fw24::ITable<{{type}}> table) => {{refusal}};
            """);
        IndexQueryEmitter.WriteStandIns(writer, entity, refusal);
        writer.Close();
    }

    // A missing key could have any type.
    private static IEnumerable<(string Type, string Variable, string Identifier)> Keys(EntityModel entity)
    {
        if (entity.Single(PropertyRoles.PartitionKey) is null)
        {
            yield return ("object?", "partitionKey", "");
        }

        foreach (var key in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.TableKey)).OrderBy(static property => property.Has(PropertyRoles.SortKey)))
        {
            yield return (Type(key), key.Variable, key.Identifier);
        }
    }

    private static string Type(PropertyModel property) => PropertyTypeRule.Unsupported(property.Shape) is null ? property.Shape.DeclaredType : "object?";

    private static string Type(EntityModel entity) => (entity.Facts & (DeclarationFacts.Static | DeclarationFacts.Inaccessible)) is 0 ? entity.Type.FullName : "object";

    // Whether the entity can be the type argument of a table.
    private static bool IsItem(EntityModel entity) => (entity.Facts & DeclarationFacts.Struct) is 0 && Type(entity) != "object";
}
