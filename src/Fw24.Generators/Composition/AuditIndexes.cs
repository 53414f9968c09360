using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Composition;

/// <summary>The indexes of an audit table. The runtime's IndexKey writes their attributes.</summary>
internal static class AuditIndexes
{
    /// <summary>The attribute of their sort keys.</summary>
    public const string SortKey = "at";

    /// <summary>Gets the indexes.</summary>
    /// <param name="queries">What records are found by.</param>
    public static EquatableArray<IndexModel> Of(AuditQueries queries) => Names(queries).Select(static name => new IndexModel
    {
        Name = name,
        PartitionKeys = new[] { new KeyModel(name, "S") }.ToEquatableArray(),
        SortKeys = new[] { new KeyModel(SortKey, "S") }.ToEquatableArray(),
        Projection = IndexProjection.KeysOnly,
    }).ToEquatableArray();

    /// <summary>Gets the indexes' names, which are those of their partition keys, too.</summary>
    private static IEnumerable<string> Names(AuditQueries queries)
    {
        if (queries.HasFlag(AuditQueries.Time))
        {
            yield return "byTime";
        }

        if (queries.HasFlag(AuditQueries.Actor))
        {
            yield return "byActor";
        }
    }
}
