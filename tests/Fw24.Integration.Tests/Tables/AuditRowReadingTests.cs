using System.Text;
using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Reads of a table that holds audit records among its items.</summary>
public sealed class AuditRowReadingTests : IAsyncDisposable
{
    private readonly LocalCloud _cloud = LocalCloud.Create(Fw24IntegrationTestsApp.Model);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Audit_records_are_neither_read_nor_counted()
    {
        var declared = Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "games");
        var games = new Table<Game>(
            new TableModel
            {
                Name = "games",
                PartitionKey = declared.PartitionKey,
                Entities = declared.Entities,
                Indexes = declared.Indexes,
                Audit = new AuditAttribute(AuditLoggerType.DynamoDb),
            },
            GameCodec.Model,
            _cloud.Store,
            tokenKeys: PageTokenKeys.CreateRandom());
        foreach (var id in (string[])["a", "b", "c"])
        {
            await games.PutAsync(new Game { Id = id, Tournament = "winter", Region = "eu", Round = 1, Court = "clay" }, Stop);
        }

        foreach (var id in (string[])["AUDIT#1", "AUDIT#2"])
        {
            var row = Encoding.UTF8.GetBytes($$$"""{"Id":{"S":"{{{id}}}"},"Court":{"S":"clay"}}""");
            await _cloud.Store.PutAsync("games", new ItemImage(row), null, Stop);
        }

        Assert.Equal(3, await games.Scan().CountAsync(Stop));
        Assert.Equal(3, await games.QueryByCourt("clay").CountAsync(Stop));
        Assert.Equal(0, await games.Query("AUDIT#1").CountAsync(Stop));
        Assert.Equal(1, await games.Query("a").CountAsync(Stop));
        Assert.Equal(["a", "b", "c"], (await games.Scan().Select(static game => game.Id).ToListAsync(Stop)).Order());
        var page = await games.QueryByCourt("clay").ToPageAsync(3, null, Stop);
        Assert.Equal((3, null), (page.Items.Count, page.NextToken));
    }
}
