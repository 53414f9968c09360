using System.Text;
using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Records;
using Fw24.Aws;
using Fw24.Aws.Streams;
using Fw24.Changes.Marks;
using Fw24.Changes.Reading;
using Fw24.Integration.Tests.Tables;
using Fw24.Local;
using Fw24.Local.Streams;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Harness;

/// <summary>The table of deeds and its stream, on DynamoDB Local or on the embedded engine.</summary>
internal sealed class DeedArchive : IAsyncDisposable
{
    private static readonly TableModel s_table = Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "deeds");

    private readonly LocalCloud _cloud = LocalCloud.Create(Fw24IntegrationTestsApp.Model);
    private readonly DynamoDbLocal _dynamoDb;
    private readonly DynamoDbItemStore _real;
    private readonly string? _stream;
    private readonly string _name;

    private DeedArchive(DynamoDbLocal dynamoDb, bool isEmbedded, StreamedTable? table)
    {
        (_dynamoDb, _real, _stream, _name) = (dynamoDb, dynamoDb.NewStore(), table?.StreamArn, table?.Name ?? "deeds");
        Store = isEmbedded ? _cloud.Store : _real;
        Deeds = new Table<Deed>(s_table, DeedCodec.Model, Store, _name, time: isEmbedded ? _cloud.Time : TimeProvider.System);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

public IItemStore Store { get; }

/// <summary>The table's name in the store.</summary>
public string Name => _name;

#pragma warning disable CA1859 // Its methods with typed keys are extensions of the interface.
    public ITable<Deed> Deeds { get; }
#pragma warning restore CA1859

    public static async Task<DeedArchive> CreateAsync(DynamoDbLocal dynamoDb, bool isEmbedded) => new(
        dynamoDb, isEmbedded, isEmbedded ? null : await StreamedTable.CreateAsync(dynamoDb, partitionKey: "Id"));

    /// <summary>Gets a reader of the records so far, and of the items as they are.</summary>
    public async Task<AuditSources> ReaderAsync()
    {
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', await LinesAsync()));
        var store = new LineAuditStore("deeds", () => new MemoryStream(lines), null);
        return new AuditSources([new AuditSource("test", s_table, store, Store, _name, null)], [Fw24IntegrationTestsApp.Model]);
    }

    public async Task<List<AuditEntry>> RecordsAsync()
        => (await LinesAsync()).ConvertAll(static line => AuditEntry.Parse(Encoding.UTF8.GetBytes(line)));

    public async ValueTask DisposeAsync()
    {
        _real.Dispose();
        await _cloud.DisposeAsync();
    }

    private async Task<List<string>> LinesAsync()
    {
        if (_stream is null)
        {
            await _cloud.RunUntilIdleAsync(Stop);
            return [.. _cloud.Console.Where(static line => line.StartsWith("{\"schema\"", StringComparison.Ordinal))];
        }

        // DynamoDB Local has one shard for each stream.
        using var writer = new AuditRecordWriter("test", s_table, TimeProvider.System);
        var source = new DynamoDbStreamSource(_dynamoDb.Streams, _stream);
        var shard = Assert.Single(await source.GetShardsAsync(Stop));
        var position = await source.GetPositionAsync(shard.ShardId, StreamStartingPosition.TrimHorizon, Stop);
        List<ReadOnlyMemory<byte>> records = [];
        while (true)
        {
            var page = await source.ReadAsync(position, DynamoDbStreamsClient.MaxRecords, Stop);
            records.AddRange(page.Records.Select(static record => record.Json));
            if (page.Records.Count == 0 || page.Next is not { } next)
            {
                break;
            }

            position = next;
        }

        List<string> lines = [];
        foreach (var record in StreamBatch.Read(ShardRecords.ToEvent(records)))
        {
            lines.Add(Encoding.UTF8.GetString(writer.Write(BackfillMark.Told(record)).Json.Span));
        }

        return lines;
    }
}
