using System.Globalization;
using System.Text;

namespace Fw24.Benchmarks.Generators;

/// <summary>Sources of projects with many entities, each in its own file.</summary>
internal static class EntitySources
{
    /// <summary>An entity with twelve properties, including a list of objects and an enum.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="more">An additional property, for an edit.</param>
    public static string Entity(int number, string more = "") => string.Create(CultureInfo.InvariantCulture, $$"""
        using System;
        using System.Collections.Generic;
        using Fw24;

        namespace Many;

        [DynamoTable("table-{{number}}")]
        [StreamEnabled(Fifo = true)]
        [Audit(AuditLoggerType.Cloudwatch)]
        public sealed partial record Entity{{number}}
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public required string Part { get; init; }
            public required State{{number}} State { get; init; }
            public required decimal Total { get; init; }
            public int Count { get; init; }
            public bool IsExpress { get; init; }
            public string? Note { get; init; }
            public DateTimeOffset CreatedAt { get; init; }
            [Sensitive] public string? Email { get; init; }
            [AuditActor] public string? UpdatedBy { get; init; }
            [AuditIgnore] public DateTimeOffset UpdatedAt { get; init; }
            public IReadOnlyList<Line{{number}}> Lines { get; init; } = [];
            {{more}}
        }

        public enum State{{number}} { New, Paid, Sent }

        public sealed record Line{{number}}
        {
            public required string Sku { get; init; }
            public int Quantity { get; init; }
        }
        """);

    /// <summary>A class that is unrelated to the entities.</summary>
    /// <param name="edit">The number of the edit.</param>
    public static string Unrelated(int edit)
        => string.Create(CultureInfo.InvariantCulture, $"namespace Many; public static class Unrelated {{ public static int Edit() => {edit}; }}");

    /// <summary>A System.Text.Json context over the same types.</summary>
    public static string JsonContext(int count)
    {
        var source = new StringBuilder("namespace Many;\n");
        for (var i = 0; i < count; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $"[System.Text.Json.Serialization.JsonSerializable(typeof(Entity{i}))]\n");
        }

        return source.Append("public sealed partial class ManyContext : System.Text.Json.Serialization.JsonSerializerContext;\n").ToString();
    }
}
