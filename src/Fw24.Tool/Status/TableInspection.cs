using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Local.Resources;

namespace Fw24.Tool.Status;

/// <summary>Compares tables with those of the manifest.</summary>
internal sealed class TableInspection : IDisposable
{
    private readonly AmazonDynamoDBClient _client = new();

    /// <summary>Reads a table.</summary>
    /// <param name="table">The table as the manifest has it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TableState> ReadAsync(TableResource table, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await _client.DescribeTableAsync(table.Name, cancellationToken).ConfigureAwait(false)).Table;
            return new TableState(table.Name, found.TableStatus, found.ItemCount ?? 0, [.. DriftOf(table.ToCreateTableRequest(), found)]);
        }
        catch (ResourceNotFoundException)
        {
            return new TableState(table.Name, "-", 0, ["does not exist"]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static IEnumerable<string> DriftOf(CreateTableRequest expected, TableDescription found)
    {
        if (KeyOf(found.KeySchema) is var key && key != KeyOf(expected.KeySchema))
        {
            yield return $"its key is {key}, and {KeyOf(expected.KeySchema)} in the manifest";
        }

        var (view, wanted) = (ViewOf(found.StreamSpecification), ViewOf(expected.StreamSpecification));
        if (view != wanted)
        {
            yield return $"its stream is {view}, and {wanted} in the manifest";
        }

        var indexes = (found.GlobalSecondaryIndexes ?? []).ToDictionary(static index => index.IndexName, StringComparer.Ordinal);
        foreach (var index in expected.GlobalSecondaryIndexes ?? [])
        {
            if (!indexes.Remove(index.IndexName, out var existing))
            {
                yield return $"the index {index.IndexName} of the manifest does not exist";
            }
            else if (KeyOf(existing.KeySchema) != KeyOf(index.KeySchema))
            {
                yield return $"the key of the index {index.IndexName} is {KeyOf(existing.KeySchema)}, and {KeyOf(index.KeySchema)} in the manifest";
            }
            else if (existing.IndexStatus is { } status && status != IndexStatus.ACTIVE)
            {
                yield return $"the index {index.IndexName} is {status}";
            }
        }

        foreach (var name in indexes.Keys.Order(StringComparer.Ordinal))
        {
            yield return $"the index {name} is not in the manifest";
        }
    }

    private static string KeyOf(List<KeySchemaElement> keys) => string.Join(", ", keys.Select(static key => key.AttributeName));

    private static string ViewOf(StreamSpecification? stream)
        => stream is { StreamEnabled: true } ? stream.StreamViewType : "off";
}
