using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints the facts about an entity that other compilations need, as attributes of the assembly.</summary>
internal static class MarkerEmitter
{
    public static void Emit(SourceWriter writer, EntityModel entity)
    {
        writer.Write("[assembly: global::Fw24.Generated.GeneratedEntity(");
        writer.Indent();
        writer.Write(string.Join(",\n", Arguments(entity)) + ")]");
        writer.Outdent();
        foreach (var index in entity.Indexes)
        {
            writer.Write($"""[assembly: global::Fw24.Generated.GeneratedIndex({Code.Literal(entity.Table.Name)}, {Code.Literal(entity.Name)}, {Code.Literal(index.Name)}, Keys = {Keys(index.PartitionKey!, index.SortKey)}, Projection = {SettingsEmitter.MarkerEnum(index.Projection)})]""");
        }
    }

    private static IEnumerable<string> Arguments(EntityModel entity)
    {
        var summary = EntitySummary.Of(entity);
        yield return Code.Literal(summary.Table.Name);
        yield return Code.Literal(summary.Name);
        yield return $"Namespace = {Code.Literal(summary.Namespace)}";
        yield return $"Prefix = {Code.Literal(summary.Prefix)}";
        yield return $"Part = {Code.Literal(entity.Part)}";
        yield return $"Keys = {Keys(summary.PartitionKey, summary.SortKey)}";
        yield return $"Attributes = {Strings(summary.Stored.SelectMany(static stored => new[] { stored.Property, stored.Attribute }))}";
        yield return $"Types = {Code.Literal(string.Concat(summary.Stored.Select(static stored => stored.KeyType is { Length: > 0 } type ? type : "-")))}";
        if (summary.TimeToLive is { } timeToLive)
        {
            yield return $"TimeToLive = {Code.Literal(timeToLive)}";
        }

        if (summary.Sensitive.Count > 0)
        {
            yield return $"Sensitive = {Strings(summary.Sensitive)}";
        }

        if (summary.HasKeyedHash)
        {
            yield return "HasKeyedHash = true";
        }

        yield return $"TableSettings = {SettingsEmitter.Array(summary.Table)}";
        if (summary.Stream is { } stream)
        {
            yield return $"StreamSettings = {SettingsEmitter.Array(stream)}";
        }

        if (summary.Audit is { } audit)
        {
            yield return $"AuditSettings = {SettingsEmitter.Array(audit)}";
        }
    }

    private static string Keys(KeyModel partitionKey, KeyModel? sortKey) => Strings(sortKey is null
        ? [partitionKey.Attribute, partitionKey.Type]
        : [partitionKey.Attribute, partitionKey.Type, sortKey.Attribute, sortKey.Type]);

    private static string Strings(IEnumerable<string> values) => $"new[] {{ {string.Join(", ", values.Select(Code.Literal))} }}";
}
