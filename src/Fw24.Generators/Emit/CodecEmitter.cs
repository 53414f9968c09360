using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Emit;

/// <summary>Prints the code that reads and writes an entity's items.</summary>
internal static class CodecEmitter
{
    public static void Emit(SourceWriter writer, EntityModel entity, bool hasAttributeValues)
    {
        var type = entity.Type.FullName;
        var reading = new ReaderEmitter(entity);
        var writing = new WriterEmitter(entity);
        writer.Write($$"""
            /// <summary>Reads and writes items of <see cref="{{Code.Cref(entity.Type)}}"/>.</summary>
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} static class {{entity.Prefix}}Codec
            """);
        writer.Open();
        WriteModel(writer, entity);
        writer.Write($$"""

            /// <inheritdoc cref="Fw24::Items.ItemRead{T}"/>
            public static {{type}} Read(ref Fw24::ItemReader item)
            """);
        reading.WriteBody(writer, entity.Root, isNested: false);
        writer.Write($$"""

            /// <inheritdoc cref="Fw24::Items.ItemWrite{T}"/>
            public static void Write(Fw24::ItemWriter item, {{type}} value)
            """);
        writing.WriteBody(writer, entity.Root, isNested: false);
        if (hasAttributeValues)
        {
            WriteMaps(writer, type);
        }

        foreach (var nested in entity.Objects)
        {
            reading.WriteMethod(writer, nested);
            writing.WriteMethod(writer, nested);
        }

        foreach (var @enum in entity.Enums)
        {
            WriteEnum(writer, @enum);
        }

        WriteUpgrade(writer, entity);
        reading.WriteAccessors(writer);
        writer.Close();
    }

    // For passing items to the SDK's own client.
    private static void WriteMaps(SourceWriter writer, string type)
    {
        const string AttributeValue = "string, global::Amazon.DynamoDBv2.Model.AttributeValue";
        writer.Write($$"""

            /// <inheritdoc cref="Fw24::Model.EntityModel{T}.ToItem"/>
            public static Collections::Dictionary<{{AttributeValue}}> ToItem({{type}} value, Fw24::Model.AppModel app) => Model.ToItem(value, app);

            /// <inheritdoc cref="Fw24::Model.EntityModel{T}.FromItem"/>
            public static {{type}} FromItem(Collections::IReadOnlyDictionary<{{AttributeValue}}> item) => Model.FromItem(item);
            """);
    }

    private static void WriteModel(SourceWriter writer, EntityModel entity)
    {
        writer.Write($$"""
            /// <summary>The entity's model, which the pipeline uses.</summary>
            public static Fw24::Model.EntityModel<{{entity.Type}}> Model { get; } = new()
            """);
        writer.Open();
        writer.Write($"Name = {Code.Literal(entity.Name)},");
        if (entity.Single(PropertyRoles.AuditActor) is { } actor)
        {
            writer.Write($"Actor = {Code.Literal(actor.Attribute)},");
            if (actor.Has(PropertyRoles.DeleteStamp))
            {
                writer.Write("StampsDeletes = true,");
            }
        }

        if (entity.Single(PropertyRoles.WriteRegion) is { } region)
        {
            writer.Write($"WriteRegion = {Code.Literal(region.Attribute)},");
        }

        if (entity.Single(PropertyRoles.TraceParent) is { } trace)
        {
            writer.Write($"TraceParent = {Code.Literal(trace.Attribute)},");
        }

        if (entity.Single(PropertyRoles.Version) is { } version)
        {
            writer.Write($"Version = {Code.Literal(version.Attribute)},");
        }

        writer.Write($"Optional = {Code.List(Optional(entity))},");
        if (Aliases(entity) is { Count: > 0 } aliases)
        {
            writer.Write($"Aliases = [{string.Join(", ", aliases)}],");
        }

        var ignored = entity.Root.Properties
            .Where(static property => property.Has(PropertyRoles.AuditIgnored))
            .SelectMany(static property => property.Names)
            .ToList();
        if (ignored.Count > 0)
        {
            writer.Write($"AuditIgnored = {Code.List(ignored)},");
        }

        var sensitive = entity.Sensitive
            .Select(static sensitive => $"new({Code.Literal(sensitive.Attribute)}, {SettingsEmitter.Enum(sensitive.Redaction)}{(sensitive.HashScope is { } scope ? ", " + Code.Literal(scope) : "")}){(sensitive.IsUnmodelled ? " { IsUnmodelled = true }" : sensitive.AliasOf is { } name ? $" {{ AliasOf = {Code.Literal(name)} }}" : "")}")
            .ToList();
        if (sensitive.Count > 0)
        {
            writer.Write($"Sensitive = [{string.Join(", ", sensitive)}],");
        }

        writer.Write("""
            Read = Read,
            Write = Write,
            """);
        if (entity.Upgrade is { } upgrade)
        {
            var call = upgrade.IsAccessible ? $"{entity.Type}.{upgrade.Identifier}" : "static item => UpgradeItem(null, item)";
            writer.Write($"Upgrade = {call},");
        }

        writer.Close(";");
    }

    // The attributes that a written item may lack.
    private static IEnumerable<string> Optional(EntityModel entity)
        => entity.Root.Properties.SelectMany(static property => property.IsOptional ? property.Names : property.Aliases);

    private static List<string> Aliases(EntityModel entity)
        => [.. entity.Root.Properties.SelectMany(static property => property.Aliases
            .Select(alias => $"new({Code.Literal(alias)}, {Code.Literal(property.Attribute)})"))];

    // An upgrade method may be private.
    private static void WriteUpgrade(SourceWriter writer, EntityModel entity)
    {
        if (entity.Upgrade is { IsAccessible: false } upgrade)
        {
            writer.Line();
            writer.Write($"""
                [System::Runtime.CompilerServices.UnsafeAccessor(System::Runtime.CompilerServices.UnsafeAccessorKind.StaticMethod, Name = {Code.Literal(upgrade.Name)})]
                private static extern void UpgradeItem({entity.Type}? owner, Fw24::RawItem item);
                """);
        }
    }

    /// <summary>
    /// Prints the names of an enum: <c>NamesOfOrderStatus = new EnumNames&lt;OrderStatus&gt;().Add("Paid", OrderStatus.Paid)</c>.
    /// </summary>
    public static void WriteEnum(SourceWriter writer, EnumModel model)
    {
        writer.Line();
        writer.Write($"internal static readonly Fw24::EnumNames<{model.Type}> NamesOf{model.Name} = new Fw24::EnumNames<{model.Type}>(){(model.Members.Count is 0 ? ";" : "")}");
        writer.Indent();
        var end = model.Unknown is null ? ";" : $".AddUnknown({model.Type}.{model.Unknown});";
        for (var index = 0; index < model.Members.Count; index++)
        {
            var member = model.Members[index];
            writer.Write($".Add({Code.Literal(member.Name)}, {model.Type}.{member.Identifier}){(index == model.Members.Count - 1 ? end : "")}");
        }

        writer.Outdent();
    }
}
