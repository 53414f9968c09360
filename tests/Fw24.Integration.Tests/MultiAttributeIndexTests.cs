using Fw24.Local;
using Fw24.Tables;

namespace Fw24.Integration.Tests;

/// <summary>
/// Indexes with several key attributes on the embedded engine, written and queried by generated code. DynamoDB Local 1.11 and 1.25.1 refuse
/// such tables.
/// </summary>
public sealed class MultiAttributeIndexTests : IAsyncDisposable
{
    private readonly LocalCloud _cloud = LocalCloud.Create(Fw24IntegrationTestsApp.Model);

    private ITable<Game> Games => _cloud.Table<Game>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A2_1_items_are_found_by_values_from_the_left_and_a_range_of_the_last()
    {
        await PutAsync("a", round: 2, "grass", score: 10.5m);
        await PutAsync("b", round: 10, "clay", score: 9m);
        await PutAsync("c", round: 2, "clay", score: -1m);
        await PutAsync("d", round: 2, "grass", score: 9.25m);
        await PutAsync("e", round: -3, "grass", score: 100m);
        await PutAsync("other region", round: 2, "clay", region: "us");

        Assert.Equal("e c d a b", await IdsAsync(Games.QueryByTournament("winter", "eu")));
        Assert.Equal(
            "b a d c e",
            await IdsAsync(Games.QueryByTournament("winter", "eu").Descending()));
        Assert.Equal(
            "c d a",
            await IdsAsync(Games.QueryByTournament("winter", "eu", KeyRange.Between(0, 9))));
        Assert.Equal(
            "d a",
            await IdsAsync(Games.QueryByTournament("winter", "eu", 2, KeyRange.From("grass"))));
        Assert.Equal("d a", await IdsAsync(Games.QueryByTournament("winter", "eu", 2, "grass")));
        Assert.Equal(
            "a",
            await IdsAsync(Games.QueryByTournament("winter", "eu", 2, "grass", KeyRange.From(9.5m)).Descending()));
        Assert.Equal("d", await IdsAsync(Games.QueryByTournament("winter", "eu", 2, "grass", 9.250m)));
        Assert.Equal("other region", await IdsAsync(Games.QueryByTournament("winter", "us", 2)));
    }

    [Fact]
    public async Task A2_1_an_item_without_a_key_attribute_leaves_the_index_and_comes_back()
    {
        await PutAsync("a", round: 1, "clay");
        await PutAsync("b", round: 2, court: null);
        Assert.Equal("a", await IdsAsync(Games.QueryByTournament("winter", "eu")));

        await PutAsync("a", round: null, "clay");
        await PutAsync("b", round: 2, "clay");
        Assert.Equal("b", await IdsAsync(Games.QueryByTournament("winter", "eu")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A2_1_pages_continue_across_equal_prefixes(bool descending)
    {
        for (var number = 0; number < 110; number++)
        {
            await PutAsync($"{number:D3}", round: number / 55, "clay", score: number / 30);
        }

        var query = Games.QueryByTournament("winter", "eu", default(KeyRange<int>));
        var all = (await IdsAsync(descending ? query.Descending() : query)).Split(' ');
        Assert.Equal(Enumerable.Range(0, 110).Select(static number => $"{number:D3}"), descending ? all.Reverse() : all);
    }

    [Fact]
    public async Task A2_1_an_item_of_an_including_index_is_read_but_not_written()
    {
        await PutAsync("a", round: 1, "clay", score: 3m);

        var found = Assert.Single(await Games.QueryByCourt("clay").ToListAsync(Stop));
        Assert.Equal(new Game { Id = "a", Tournament = "winter", Region = "eu", Court = "clay" }, found);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Games.PutAsync(found, Stop));
        Assert.Contains("read from the index 'by-court'", error.Message, StringComparison.Ordinal);
        Assert.Equal(3m, (await Games.GetAsync("a", Stop))!.Score);
    }

    [Fact]
    public async Task A2_1_an_index_without_a_required_attribute_has_no_query_of_the_entity_and_says_so()
    {
        await PutAsync("a", round: 1, "clay");
        Assert.True(typeof(GameTable).GetMethod("QueryByRound")!.IsGenericMethod);

        var query = new ItemQuery("Round", """{"N":"1"}"""u8.ToArray()) { Index = "by-round" };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Games.QueryAsync(query, Stop).ToListAsync(Stop));

        Assert.Contains(
            "'by-round' of games does not contain what Game needs: Game.Tournament", error.Message, StringComparison.Ordinal);
    }

    private async Task PutAsync(string id, int? round, string? court, decimal score = 0, string region = "eu") => await Games.PutAsync(
        new Game { Id = id, Tournament = "winter", Region = region, Round = round, Court = court, Score = score }, Stop);

    private static async Task<string> IdsAsync(IAsyncEnumerable<Game> games)
        => string.Join(' ', await games.Select(static match => match.Id).ToListAsync(Stop));
}

/// <summary>An item with indexes of several attributes.</summary>
[DynamoTable("games")]
[GlobalIndex(
    "by-tournament", PartitionKeys = [nameof(Tournament), nameof(Region)], SortKeys = [nameof(Round), nameof(Court), nameof(Score)])]
[GlobalIndex(
    "by-court", PartitionKey = nameof(Court), Projection = IndexProjection.Include, Include = [nameof(Tournament), nameof(Region)])]
[GlobalIndex("on-court", PartitionKey = nameof(Court))]
#pragma warning disable FW24073 // What a query of it says is tested.
[GlobalIndex("by-round", PartitionKey = nameof(Round), Projection = IndexProjection.Include, Include = [nameof(Region)])]
#pragma warning restore FW24073
public sealed record Game
{
    [PartitionKey] public required string Id { get; init; }
    public required string Tournament { get; init; }
    public required string Region { get; init; }
    public int? Round { get; init; }
    public string? Court { get; init; }
    public decimal Score { get; init; }
}
