using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints an entity's key, and the table methods that use it.</summary>
internal static class TableEmitter
{
    public static void Emit(SourceWriter writer, EntityModel entity)
    {
        WriteKey(writer, entity);
        writer.Line();
        WriteTable(writer, entity);
    }

    private static void WriteKey(SourceWriter writer, EntityModel entity)
    {
        var name = $"{entity.Prefix}Key";
        var keys = entity.Keys.ToList();
        var writing = new WriterEmitter(entity, $"{entity.Prefix}Codec.");
        writer.Write($"""/// <summary>The key of an item of <see cref="{Code.Cref(entity.Type)}"/>.</summary>""");
        foreach (var key in keys)
        {
            writer.Write($"""/// <param name="{Code.Parameter(Component(key, name))}">{string.Join(" ", [key.Has(PropertyRoles.PartitionKey) ? "The partition key." : "The sort key.", .. key.Summary])}</param>""");
        }

        writer.Write($$"""
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} readonly record struct {{name}}({{string.Join(", ", keys.Select(key => $"{Alias.Shorten(key.Shape.DeclaredType)} {Component(key, name)}"))}})
            """);
        writer.Open();
        writer.Write("""
            /// <summary>Writes the key in the form of an item.</summary>
            /// <returns>A map of the key's attributes.</returns>
            public Fw24::ItemImage ToItemKey() => Fw24::ItemWriter.ToItem(this, static (item, value) =>
            """);
        writer.Open();
        writer.Write($"item.BeginEntity({Code.Literal(entity.Name)});");
        foreach (var key in keys)
        {
            writer.Write($"""
                item.WriteName({Code.Utf8(key.Attribute)});
                {writing.Statement(key.Shape, "item", $"value.{Component(key, name)}")};
                """);
        }

        writer.Close(");");
        writer.Close();
    }

    private static void WriteTable(SourceWriter writer, EntityModel entity)
    {
        var (type, cref) = (entity.Type.FullName, Code.Cref(entity.Type));
        var keys = entity.Keys.ToList();
        var parameters = string.Join(", ", keys.Select(static key => $"{Alias.Shorten(key.Shape.DeclaredType)} {key.Variable}"));
        var arguments = string.Join(", ", keys.Select(static key => key.Variable));
        var documentation = string.Join("\n", keys.Select(static key => $"""/// <param name="{Code.Parameter(key.Variable)}">{(key.Has(PropertyRoles.PartitionKey) ? "The partition key." : "The sort key.")}</param>"""));
        writer.Write($$"""
            /// <summary>The table of <see cref="{{cref}}"/> by its key.</summary>
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} static class {{entity.Prefix}}Table
            """);
        writer.Open();
        writer.Write($$"""
            /// <summary>Gets an item.</summary>
            /// <param name="table">The table.</param>
            {{documentation}}
            /// <param name="cancellationToken">Cancels the call.</param>
            /// <returns>The item, or <see langword="null"/>.</returns>
            public static Tasks::Task<{{type}}?> GetAsync(this Fw24::ITable<{{type}}> table, {{parameters}}, Threading::CancellationToken cancellationToken = default)
                => table.GetAsync(new {{entity.Prefix}}Key({{arguments}}).ToItemKey(), cancellationToken);

            /// <summary>Gets some properties of an item.</summary>
            /// <typeparam name="TRow">The projection.</typeparam>
            /// <param name="table">The table.</param>
            {{documentation}}
            /// <param name="cancellationToken">Cancels the call.</param>
            /// <returns>The item's part, or <see langword="null"/>.</returns>
            public static Tasks::Task<TRow?> GetAsync<TRow>(
                this Fw24::ITable<{{type}}> table, {{parameters}}, Threading::CancellationToken cancellationToken = default)
                where TRow : class, Fw24::IProjection<{{type}}, TRow>
                => table.GetAsync<TRow>(new {{entity.Prefix}}Key({{arguments}}).ToItemKey(), cancellationToken);

            /// <summary>Gets the same table with a condition that the stored item must satisfy.</summary>
            /// <param name="table">The table.</param>
            /// <param name="condition">Gets the condition.</param>
            /// <returns>The table with that condition.</returns>
            public static Fw24::ITable<{{type}}> When(this Fw24::ITable<{{type}}> table, System::Func<{{FieldsEmitter.Name(entity)}}, Fw24::ItemCondition> condition)
                => table.When(condition({{FieldsEmitter.Name(entity)}}.All));

            /// <summary>Writes some properties of a stored item, without reading it.</summary>
            /// <param name="table">The table.</param>
            {{documentation}}
            /// <param name="update">Says what to write.</param>
            /// <param name="cancellationToken">Cancels the call.</param>
            /// <returns>The item as stored.</returns>
            public static Tasks::Task<{{type}}> UpdateAsync(this Fw24::ITable<{{type}}> table, {{parameters}}, System::Action<Fw24::UpdateBuilder<{{FieldsEmitter.Name(entity)}}>> update, Threading::CancellationToken cancellationToken = default)
                => table.UpdateAsync(new {{entity.Prefix}}Key({{arguments}}).ToItemKey(), {{FieldsEmitter.Name(entity)}}.All, update, cancellationToken);

            /// <summary>Deletes an item{{(entity.Single(PropertyRoles.Version) is null ? "" : ", regardless of its version")}}. Deleting a missing item succeeds.</summary>
            /// <param name="table">The table.</param>
            {{documentation}}
            /// <param name="cancellationToken">Cancels the call.</param>
            /// <returns>A task that completes when the item is deleted.</returns>
            public static Tasks::Task DeleteAsync(this Fw24::ITable<{{type}}> table, {{parameters}}, Threading::CancellationToken cancellationToken = default)
                => table.DeleteAsync(new {{entity.Prefix}}Key({{arguments}}).ToItemKey(), cancellationToken);

            """);
        WriteMany(writer, entity);
        WriteTransaction(writer, entity, documentation, parameters, arguments);
        WriteAudit(writer, entity, documentation, parameters, arguments);
        WriteQuery(writer, entity);
        IndexQueryEmitter.Write(writer, entity);
        writer.Close();
    }

    private static void WriteMany(SourceWriter writer, EntityModel entity)
    {
        var type = entity.Type.FullName;
        var keys = entity.Keys.Select(static key => Alias.Shorten(key.Shape.DeclaredType)).ToList();
        var (key, parts, documentation) = keys.Count > 1
            ? ($"({string.Join(", ", keys)})", "key.Item1, key.Item2", "The partition key and the sort key of each item.")
            : (keys[0], "key", "The partition key of each item.");
        writer.Write($$"""
            /// <summary>Gets many items.</summary>
            /// <param name="table">The table.</param>
            /// <param name="keys">{{documentation}}</param>
            /// <param name="cancellationToken">Cancels the calls.</param>
            /// <returns>The items in the order of the keys; <see langword="null"/> where none exists.</returns>
            public static Tasks::Task<Collections::IReadOnlyList<{{type}}?>> GetManyAsync(this Fw24::ITable<{{type}}> table, Collections::IEnumerable<{{key}}> keys, Threading::CancellationToken cancellationToken = default)
                => table.GetManyAsync(System::Linq.Enumerable.Select(keys, static key => new {{entity.Prefix}}Key({{parts}}).ToItemKey()), cancellationToken);

            /// <summary>Gets some properties of many items.</summary>
            /// <typeparam name="TRow">The projection.</typeparam>
            /// <param name="table">The table.</param>
            /// <param name="keys">{{documentation}}</param>
            /// <param name="cancellationToken">Cancels the calls.</param>
            /// <returns>The items' parts in the order of the keys; <see langword="null"/> where none exists.</returns>
            public static Tasks::Task<Collections::IReadOnlyList<TRow?>> GetManyAsync<TRow>(
                this Fw24::ITable<{{type}}> table, Collections::IEnumerable<{{key}}> keys, Threading::CancellationToken cancellationToken = default)
                where TRow : class, Fw24::IProjection<{{type}}, TRow>
                => table.GetManyAsync<TRow>(
                    System::Linq.Enumerable.Select(keys, static key => new {{entity.Prefix}}Key({{parts}}).ToItemKey()), cancellationToken);

            /// <summary>Deletes many items{{(entity.Single(PropertyRoles.Version) is null ? "" : ", regardless of their versions")}}. Deleting a missing item succeeds.</summary>
            /// <param name="table">The table.</param>
            /// <param name="keys">{{documentation}}</param>
            /// <param name="cancellationToken">Cancels the calls.</param>
            /// <returns>A task that completes when the items are deleted.</returns>
            public static Tasks::Task DeleteManyAsync(this Fw24::ITable<{{type}}> table, Collections::IEnumerable<{{key}}> keys, Threading::CancellationToken cancellationToken = default)
                => table.DeleteManyAsync(System::Linq.Enumerable.Select(keys, static key => new {{entity.Prefix}}Key({{parts}}).ToItemKey()), cancellationToken);

            """);
    }

    private static void WriteTransaction(
        SourceWriter writer, EntityModel entity, string documentation, string parameters, string arguments)
    {
        var (type, fields) = (entity.Type.FullName, FieldsEmitter.Name(entity));
        writer.Write($$"""
            /// <summary>Adds a write of some properties of a stored item to a transaction.</summary>
            /// <param name="transaction">The transaction.</param>
            /// <param name="table">The table.</param>
            {{documentation}}
            /// <param name="update">Says what to write.</param>
            /// <returns>The transaction.</returns>
            public static Fw24::ItemTransaction Update(this Fw24::ItemTransaction transaction, Fw24::ITable<{{type}}> table, {{parameters}}, System::Action<Fw24::UpdateBuilder<{{fields}}>> update)
                => transaction.Update(table, new {{entity.Prefix}}Key({{arguments}}).ToItemKey(), {{fields}}.All, update);

            /// <summary>Adds a delete to a transaction{{(entity.Single(PropertyRoles.Version) is null ? "" : ", regardless of the item's version")}}.</summary>
            /// <param name="transaction">The transaction.</param>
            /// <param name="table">The table.</param>
            {{documentation}}
            /// <returns>The transaction.</returns>
            public static Fw24::ItemTransaction Delete(this Fw24::ItemTransaction transaction, Fw24::ITable<{{type}}> table, {{parameters}})
                => transaction.Delete(table, new {{entity.Prefix}}Key({{arguments}}).ToItemKey());

            /// <summary>Adds an item to a snapshot.</summary>
            /// <param name="snapshot">The snapshot.</param>
            /// <param name="table">The table.</param>
            {{documentation}}
            /// <param name="item">The item, which has a value after the snapshot was read.</param>
            /// <returns>The snapshot.</returns>
            public static Fw24::ItemSnapshot Get(
                this Fw24::ItemSnapshot snapshot, Fw24::ITable<{{type}}> table, {{parameters}}, out Fw24::SnapshotItem<{{type}}> item)
                => snapshot.Get(table, new {{entity.Prefix}}Key({{arguments}}).ToItemKey(), out item);

            /// <summary>Requires for a transaction that an item exists, and satisfies a condition.</summary>
            /// <param name="transaction">The transaction.</param>
            /// <param name="table">The table.</param>
            {{documentation}}
            /// <param name="condition">Gets the condition. Default: none.</param>
            /// <returns>The transaction.</returns>
            public static Fw24::ItemTransaction Check(this Fw24::ItemTransaction transaction, Fw24::ITable<{{type}}> table, {{parameters}}, System::Func<{{fields}}, Fw24::ItemCondition>? condition = null)
                => transaction.Check(table, new {{entity.Prefix}}Key({{arguments}}).ToItemKey(), condition?.Invoke({{fields}}.All));

            """);
    }

    // Whether the entity's table is audited is known to the app only.
    private static void WriteAudit(
        SourceWriter writer, EntityModel entity, string documentation, string parameters, string arguments)
    {
        var (type, fields, cref) = (entity.Type.FullName, FieldsEmitter.Name(entity), Code.Cref(entity.Type));
        writer.Write($$"""
            /// <summary>Gets the audit trail of an <see cref="{{cref}}"/>.</summary>
            /// <param name="reader">The audit.</param>
            {{documentation}}
            /// <returns>The trail. Nothing is read yet.</returns>
            public static Fw24::Audit.ItemTrail<{{type}}, {{fields}}> Of{{entity.Prefix}}(
                this Fw24::Audit.IAuditReader reader, {{parameters}})
                => reader.Of<{{type}}, {{fields}}>(new {{entity.Prefix}}Key({{arguments}}).ToItemKey(), {{fields}}.All);

            /// <summary>Gets the audit records of <see cref="{{cref}}"/>, as a query.</summary>
            /// <param name="reader">The audit.</param>
            /// <returns>The query: all records, the oldest first.</returns>
            public static Fw24::Audit.AuditQuery<{{fields}}> ChangesOf{{entity.Prefix}}(this Fw24::Audit.IAuditReader reader)
                => reader.Changes<{{type}}, {{fields}}>({{fields}}.All);

            """);
        var (partition, query) = PartitionOf(entity);
        var time = ((string[])["at", "time", "asOf"]).First(name => entity.Keys.All(key => key.Variable != name));
        writer.Write($$"""
            /// <summary>Gets the items of a partition as they were at the end of a second.</summary>
            /// <param name="reader">The audit.</param>
            /// <param name="{{time}}">The time.</param>
            /// <param name="{{Code.Parameter(entity.PartitionKey.Variable)}}">The partition key.</param>
            """);
        if (entity.SortKey is { } sort)
        {
            writer.Write($"""/// <param name="{Code.Parameter(sort.Variable)}">The range of sort keys. Default: all.</param>""");
        }

        var order = entity.SortKey is null ? "" : ", in order of the sort keys";
        writer.Write($$"""
            /// <returns>The items that existed then, or may have{{order}}. Nothing is read yet.</returns>
            public static Fw24::Audit.ItemStates<{{type}}> AsOf{{entity.Prefix}}(
                this Fw24::Audit.IAuditReader reader, System::DateTimeOffset {{time}}, {{partition}})
                => reader.AsOf<{{type}}>({{time}}, {{query}});

            """);
    }

    // The parameters of a partition and a range of its sort keys, and the query of its items.
    private static (string Parameters, string Query) PartitionOf(EntityModel entity)
    {
        var partition = entity.PartitionKey;
        var writing = new WriterEmitter(entity, $"{entity.Prefix}Codec.");
        var place = Code.Literal($"{entity.Name}.{partition.Attribute}");
        var value = $"Fw24::ItemWriter.ToValue({place}, {partition.Variable}, {writing.Element(partition.Shape)})";
        var query = $"new Fw24::Tables.ItemQuery({Code.Literal(partition.Attribute)}, {value})";
        var parameters = $"{Alias.Shorten(partition.Shape.DeclaredType)} {partition.Variable}";
        return entity.SortKey is { } sort
            ? (
                $"{parameters}, Fw24::KeyRange<{Alias.Shorten(sort.Shape.DeclaredType)}> {sort.Variable} = default",
                $"{sort.Variable}.Of({query}, {Code.Literal(sort.Attribute)}, {writing.Element(sort.Shape)})")
            : (parameters, query);
    }

    private static void WriteQuery(SourceWriter writer, EntityModel entity)
    {
        var (type, fields, partition) = (entity.Type.FullName, FieldsEmitter.Name(entity), entity.PartitionKey);
        var (parameters, query) = PartitionOf(entity);
        writer.Write($"""
            /// <summary>Creates a query of the items of a partition.</summary>
            /// <param name="table">The table.</param>
            /// <param name="{Code.Parameter(partition.Variable)}">The partition key.</param>
            """);
        if (entity.SortKey is { } sort)
        {
            writer.Write($"""/// <param name="{Code.Parameter(sort.Variable)}">The range of sort keys. Default: all.</param>""");
        }

        // Only a partition with a sort key has items of several entities.
        var collection = $"""

            /// <summary>Creates a query of the items of a partition, of all entities of the table.</summary>
            /// <param name="table">The table.</param>
            /// <param name="{Code.Parameter(partition.Variable)}">The partition key.</param>
            /// <param name="{Code.Parameter(entity.SortKey?.Variable ?? "")}">The range of sort keys. Default: all.</param>
            /// <returns>The query, in order of the sort keys.</returns>
            public static Fw24::TableQuery<Fw24::CollectionItem, {fields}> {IndexMethods.Collection}(this Fw24::ITable<{type}> table, {parameters})
                => table.QueryCollection({query}, {fields}.All);

            """;
        writer.Write($$"""
            /// <returns>The query{{(entity.SortKey is null ? "" : ", in order of the sort keys")}}.</returns>
            public static Fw24::TableQuery<{{type}}, {{fields}}> Query(this Fw24::ITable<{{type}}> table, {{parameters}})
                => table.Query({{query}}, {{fields}}.All);
            {{(entity.SortKey is null ? "" : collection)}}
            /// <summary>Creates a scan of all items.</summary>
            /// <param name="table">The table.</param>
            /// <returns>The scan.</returns>
            public static Fw24::TableScan<{{type}}, {{fields}}> Scan(this Fw24::ITable<{{type}}> table) => table.Scan({{fields}}.All);
            """);
    }

    // A member must not have the name of its type or of an existing member.
    private static string Component(PropertyModel key, string type) => key.Name == type || key.Name is "ToItemKey" ? key.Name + "Value" : key.Identifier;
}
