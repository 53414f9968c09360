using Amazon.DynamoDBv2;
using Fw24.Integration.Tests.Harness;
using Fw24.Model;

namespace Fw24.Integration.Tests.Mapper;

/// <summary>The object mapper with its conversion V1.</summary>
[Trait("Category", "Server")]
public sealed class ObjectMapperV1Tests(DynamoDbLocal dynamoDb) : ObjectMapperTests<ParcelV1>(dynamoDb)
{
    private protected override DynamoDBEntryConversion Conversion => DynamoDBEntryConversion.V1;

    private protected override TableModel Model
        => Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "parcels-v1");

    private protected override EntityModel<ParcelV1> Entity => ParcelV1Codec.Model;

    private protected override string Changed(StreamRecord record)
        => ParcelV1Change.Read(default, record) is ParcelV1Change.Modified modified
            ? string.Join(' ', modified.Changes.Select(static change => change.Property))
            : "";

    private protected override Task<ParcelV1?> GetAsync(ITable<ParcelV1> table, Lane lane, DateTime at)
        => table.GetAsync(lane, at, Cancellation);

    private protected override async Task<object?> RowAsync(ITable<ParcelV1> table, Lane lane, DateTime at)
        => await table.GetAsync<ParcelRowV1>(lane, at, Cancellation);

    private protected override IAsyncEnumerable<ParcelV1> Query(ITable<ParcelV1> table, Lane lane, KeyRange<DateTime> at)
        => table.Query(lane, at);
}
