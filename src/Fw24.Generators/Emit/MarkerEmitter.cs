using System.Globalization;
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
            writer.Write($"[assembly: global::Fw24.Generated.GeneratedIndex({string.Join(", ", Arguments(entity, index))})]");
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
        yield return $"Keys = {Keys(new[] { summary.PartitionKey, summary.SortKey }.OfType<KeyModel>())}";
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

    private static IEnumerable<string> Arguments(EntityModel entity, IndexModel index)
    {
        yield return Code.Literal(entity.Table.Name);
        yield return Code.Literal(entity.Name);
        yield return Code.Literal(index.Name);
        yield return $"Keys = {Keys(index.Keys)}";
        if (index.PartitionKeys.Count > 1)
        {
            yield return $"PartitionKeys = {index.PartitionKeys.Count.ToString(CultureInfo.InvariantCulture)}";
        }

        yield return $"Projection = {SettingsEmitter.MarkerEnum(index.Projection)}";
        if (index.Include.Count > 0)
        {
            yield return $"Include = {Strings(index.Include)}";
        }
    }

    private static string Keys(IEnumerable<KeyModel> keys) => Strings(keys.SelectMany(static key => new[] { key.Attribute, key.Type }));

    private static string Strings(IEnumerable<string> values) => $"new[] {{ {string.Join(", ", values.Select(Code.Literal))} }}";
}
