using Amazon.Runtime;
using Fw24.Operations.Aws;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Compares tables with those of the manifest.</summary>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class TableInspection(Action<ClientConfig>? configure) : IDisposable
{
    private readonly TableClient _client = new(configure);

    /// <summary>Reads a table.</summary>
    /// <param name="table">The table as the manifest has it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TableState> ReadAsync(ManifestTable table, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        var (isKnown, found) = await findings.AskAsync(
            "its description",
            "dynamodb:DescribeTable",
            () => _client.DescribeAsync(table.Name, cancellationToken)).ConfigureAwait(false);
        if (found is not null)
        {
            findings.Read("its description", () => Compare(findings, table, found));
        }
        else if (isKnown)
        {
            findings.Drift.Add("does not exist");
        }

        return findings.Complete(new TableState
        {
            Name = table.Name,
            Status = found?.TableStatus,
            Items = found?.ItemCount,
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static void Compare(Findings findings, ManifestTable table, TableDescription found)
    {
        if (IsStuck(found.TableStatus))
        {
            findings.Problems.Add($"is {found.TableStatus}");
        }

        findings.Compare("its key", KeyOf(found.KeySchema), KeyOf(table.PartitionKey, null, table.SortKey, null));
        findings.Compare("its stream", ViewOf(found.StreamSpecification), table.Stream ?? "off");

        var indexes = (found.GlobalSecondaryIndexes ?? []).ToDictionary(static index => index.IndexName, StringComparer.Ordinal);
        foreach (var index in table.Indexes)
        {
            if (!indexes.Remove(index.Name, out var existing))
            {
                findings.Drift.Add($"the index {index.Name} of the manifest does not exist");
                continue;
            }

            findings.Compare(
                $"the key of the index {index.Name}",
                KeyOf(existing.KeySchema),
                KeyOf(index.PartitionKey, index.PartitionKeys, index.SortKey, index.SortKeys));
            if (IsStuck(existing.IndexStatus))
            {
                findings.Problems.Add($"the index {index.Name} is {existing.IndexStatus}");
            }
        }

        findings.Drift.AddRange(indexes.Keys.Order(StringComparer.Ordinal).Select(
            static name => $"the index {name} is not in the manifest"));
    }

    // Such as INACCESSIBLE_ENCRYPTION_CREDENTIALS. An emulator may not state the status of an index.
    private static bool IsStuck(string? status) => status is not (null or "ACTIVE" or "CREATING" or "UPDATING");

    private static string KeyOf(IReadOnlyList<TableDescription.KeyElement> keys)
        => string.Join(", ", keys.Select(static key => key.AttributeName));

    private static string KeyOf(
        ManifestKey? partitionKey,
        IReadOnlyList<ManifestKey>? partitionKeys,
        ManifestKey? sortKey,
        IReadOnlyList<ManifestKey>? sortKeys)
    {
        ManifestKey?[] keys = [partitionKey, .. partitionKeys ?? [], sortKey, .. sortKeys ?? []];
        return string.Join(", ", keys.OfType<ManifestKey>().Select(static key => key.Name));
    }

    private static string ViewOf(TableDescription.TableStream? stream)
        => stream is { StreamEnabled: true } ? stream.StreamViewType ?? "" : "off";
}
