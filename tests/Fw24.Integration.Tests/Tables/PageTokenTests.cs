using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Page tokens, which come back from outside.</summary>
public sealed class PageTokenTests : IAsyncDisposable
{
    private const string OldKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string NewKey = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    private readonly LocalCloud _cloud = LocalCloud.Create(Fw24IntegrationTestsApp.Model);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_token_is_refused_by_every_other_query()
    {
        var games = await FilledAsync();
        var token = await TokenAsync(games);

        await Query(games).Consistent(false).PageSize(1).ToPageAsync(3, token, Stop);
        await AssertOtherAsync(() => Query(games).Descending().ToPageAsync(1, token, Stop));
        await AssertOtherAsync(() => Query(games).Where(static x => x.Id != "z").ToPageAsync(1, token, Stop));
        await AssertOtherAsync(() => games.QueryByTournament("winter", "eu", KeyRange.From(1)).ToPageAsync(1, token, Stop));
        await AssertOtherAsync(() => games.QueryByTournament("winter", "us", KeyRange.From(0)).ToPageAsync(1, token, Stop));
        await AssertOtherAsync(() => games.QueryByTournament("winter", "eu").ToPageAsync(1, token, Stop));
        await AssertOtherAsync(() => games.QueryByCourt("clay").ToPageAsync(1, token, Stop));
        await AssertOtherAsync(() => games.Scan().ToPageAsync(1, token, Stop));
        var segment = (await games.Scan().Split(1)[0].ToPageAsync(1, null, Stop)).NextToken;
        await AssertOtherAsync(() => games.Scan().Split(2)[0].ToPageAsync(1, segment, Stop));
        await AssertOtherAsync(() => Query(Games(PageTokenKeys.Parse(OldKey), "games-dev")).ToPageAsync(1, token, Stop));
    }

    [Fact]
    public async Task A_token_is_refused_by_the_same_query_of_another_index()
    {
        var games = await FilledAsync();
        var token = (await games.QueryByCourt("clay").ToPageAsync(1, null, Stop)).NextToken;

        // Both indexes have the same keys.
        Assert.Single((await games.QueryByCourt("clay").ToPageAsync(1, token, Stop)).Items);
        await AssertOtherAsync(() => games.QueryOnCourt("clay").ToPageAsync(1, token, Stop));
    }

    [Fact]
    public async Task An_altered_token_is_refused_and_not_repeated()
    {
        var games = await FilledAsync();
        var token = await TokenAsync(games);

        for (var place = 0; place < token.Length; place++)
        {
            // The last characters may have bits that are not used.
            var altered = token[..place] + (token[place] is 'A' ? 'z' : 'A') + token[(place + 1)..];
            var error = await Assert.ThrowsAsync<PageTokenException>(() => Query(games).ToPageAsync(1, altered, Stop));
            Assert.DoesNotContain(altered, error.Message, StringComparison.Ordinal);
        }

        foreach (var text in (string[])["", "x", "a b", "%", token[1..], token[..^8], token + "AAAA", new string('A', 200_000)])
        {
            await Assert.ThrowsAsync<PageTokenException>(() => Query(games).ToPageAsync(1, text, Stop));
        }
    }

    [Fact]
    public async Task A_token_shows_no_key_and_is_another_each_time()
    {
        var games = await FilledAsync();

        var token = await TokenAsync(games);

        Assert.NotEqual(token, await TokenAsync(games));
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(token);
        Assert.True(bytes.AsSpan().IndexOf("winter"u8) < 0);
    }

    [Fact]
    public async Task The_key_changes_while_old_tokens_are_used()
    {
        var (old, both, only) = (PageTokenKeys.Parse(OldKey), PageTokenKeys.Parse($"{NewKey}, {OldKey}"), PageTokenKeys.Parse(NewKey));
        await FilledAsync();
        var token = await TokenAsync(Games(old));

        var page = await Query(Games(both)).ToPageAsync(1, token, Stop);
        Assert.Equal("b", page.Items.Single().Id);
        Assert.Equal("c", (await Query(Games(only)).ToPageAsync(1, page.NextToken, Stop)).Items.Single().Id);
        var error = await Assert.ThrowsAsync<PageTokenException>(() => Query(Games(only)).ToPageAsync(1, token, Stop));
        Assert.Contains("a key that is not configured", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_keys_only_a_page_with_a_successor_is_refused()
    {
        await FilledAsync();
        var games = Games(null);

        Assert.Equal(3, (await Query(games).ToPageAsync(3, null, Stop)).Items.Count);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Query(games).ToPageAsync(2, null, Stop));
        Assert.Contains("services.AddSingleton(PageTokenKeys.Parse(", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("AAECAwQFBgcICQoLDA0ODw==")]
    [InlineData(OldKey + ",")]
    public void Malformed_keys_are_refused_and_not_repeated(string keys)
    {
        var error = Assert.Throws<FormatException>(() => PageTokenKeys.Parse(keys));

        Assert.Contains("openssl rand -base64 32", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_that_DynamoDB_refuses_are_refused_with_the_remedy()
    {
        var games = await FilledAsync();

        AssertRefused<ArgumentException>(
            "Game in games cannot be filtered by Id",
            () => games.Query("a").Where(static x => x.Court == "clay" & x.Id == "a"));
        AssertRefused<ArgumentException>(
            "Game in the index 'by-tournament' of games cannot be filtered by Round: it is part of the key",
            () => Query(games).Where(static x => x.Round == 1));
#pragma warning disable FW24076 // The runtime refuses it where the compiler cannot see it.
        AssertRefused<ArgumentException>(
            "Game in the index 'by-court' of games cannot be filtered by Score, which the index does not contain",
            () => games.QueryByCourt("clay").Where(static x => x.Region == "eu" & (x.Id == "a" | x.Score > 1)));
#pragma warning restore FW24076
        AssertRefused<InvalidOperationException>(
            "Game in the index 'by-court' of games cannot be read consistently",
            () => games.QueryByCourt("clay").Consistent());
        AssertRefused<ArgumentOutOfRangeException>("items", () => Query(games).PageSize(0));
        AssertRefused<ArgumentOutOfRangeException>("count", () => Query(games).Take(-1));
        AssertRefused<ArgumentOutOfRangeException>("segments", () => games.Scan().Split(1_000_001));
        AssertRefused<InvalidOperationException>("is split already", () => games.Scan().Split(2)[0].Split(2));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Query(games).ToPageAsync(0, null, Stop));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Query(games).Take(5).ToPageAsync(2, null, Stop));
        Assert.Contains("Leave out Take", error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused<TException>(string reason, Func<object> query)
        where TException : Exception
        => Assert.Contains(reason, Assert.Throws<TException>(query).Message, StringComparison.Ordinal);

    private static async Task AssertOtherAsync(Func<Task> read)
        => Assert.Contains("one of another query", (await Assert.ThrowsAsync<PageTokenException>(read)).Message, StringComparison.Ordinal);

    private static TableQuery<Game, GameFields> Query(ITable<Game> games) => games.QueryByTournament("winter", "eu", KeyRange.From(0));

    private static async Task<string> TokenAsync(ITable<Game> games)
    {
        var page = await Query(games).ToPageAsync(1, null, Stop);
        Assert.Equal("a", page.Items.Single().Id);
        return page.NextToken!;
    }

    private async Task<ITable<Game>> FilledAsync()
    {
        var games = Games(PageTokenKeys.Parse(OldKey));
        foreach (var (round, id) in ((string[])["a", "b", "c"]).Index())
        {
            await games.PutAsync(
                new Game { Id = id, Tournament = "winter", Region = "eu", Round = round, Court = "clay", Score = round }, Stop);
        }

        return games;
    }

    private Table<Game> Games(PageTokenKeys? keys, string? name = null)
    {
        TableModel model = Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "games");
        return new Table<Game>(model, GameCodec.Model, _cloud.Store, name, keys);
    }
}
