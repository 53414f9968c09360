using Amazon.DynamoDBv2;
using Fw24.Integration.Tests.Harness;
using Fw24.Model;

namespace Fw24.Integration.Tests.Mapper;

/// <summary>The object mapper with its conversion V2.</summary>
[Trait("Category", "Server")]
public sealed class ObjectMapperV2Tests(DynamoDbLocal dynamoDb) : ObjectMapperTests<ParcelV2>(dynamoDb)
{
    private protected override DynamoDBEntryConversion Conversion => DynamoDBEntryConversion.V2;

    private protected override TableModel Model
        => Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "parcels-v2");

    private protected override EntityModel<ParcelV2> Entity => ParcelV2Codec.Model;

    private protected override string Changed(StreamRecord record)
        => ParcelV2Change.Read(default, record) is ParcelV2Change.Modified modified
            ? string.Join(' ', modified.Changes.Select(static change => change.Property))
            : "";

    private protected override Task<ParcelV2?> GetAsync(ITable<ParcelV2> table, Lane lane, DateTime at)
        => table.GetAsync(lane, at, Cancellation);

    private protected override async Task<object?> RowAsync(ITable<ParcelV2> table, Lane lane, DateTime at)
        => await table.GetAsync<ParcelRowV2>(lane, at, Cancellation);

    private protected override IAsyncEnumerable<ParcelV2> Query(ITable<ParcelV2> table, Lane lane, KeyRange<DateTime> at)
        => table.Query(lane, at);
}
