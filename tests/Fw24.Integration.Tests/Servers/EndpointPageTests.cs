using System.Text.Json;
using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Servers;

/// <summary>The tables of <c>docs/operate/endpoints.md</c> are what the servers do.</summary>
[Trait("Category", "Server")]
[Collection(OldServer.Name)]
public sealed class EndpointPageTests(DynamoDbLocal dynamoDb, OldDynamoDbLocal oldDynamoDb)
{
    private static readonly string s_page = Path.Combine(NodeScript.PathOf(".."), "..", "..", "docs", "operate", "endpoints.md");

    [Fact]
    public Task E6_P10_P11_What_DynamoDB_Local_can_do_is_on_the_page()
        => AssertAsync("DynamoDB Local 1.25.1", dynamoDb.Description, dynamoDb.Url, "dynamodb-facts.mjs");

    [Fact]
    public Task What_the_old_DynamoDB_Local_can_do_is_on_the_page()
        => AssertAsync("DynamoDB Local 1.11", oldDynamoDb.Description, oldDynamoDb.Url, "dynamodb-facts.mjs");

    [Fact]
    public async Task E3_What_dynalite_can_do_is_on_the_page()
    {
        await using var dynalite = new Dynalite();
        await dynalite.InitializeAsync();
        await AssertAsync("dynalite 4.0.0", dynalite.Description, dynalite.Url, "dynamodb-facts.mjs");
    }

    [Fact]
    public async Task E1_P12_What_fauxqs_can_do_is_on_the_page()
    {
        await using var fauxqs = new Fauxqs();
        await fauxqs.InitializeAsync();
        await AssertAsync("fauxqs 2.4.1", fauxqs.Description, fauxqs.Url, "messaging-facts.mjs");
    }

    private static async Task AssertAsync(string server, string description, Uri url, string script)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(description);
        Assert.StartsWith(server, description, StringComparison.Ordinal);
        using var facts = JsonDocument.Parse(await NodeScript.RunAsync(script, "", url.ToString()));

        Assert.Equal(Column(server), facts.RootElement.EnumerateObject().Select(static fact => $"{fact.Name}: {Text(fact.Value)}"));
    }

    private static string Text(JsonElement fact) => fact.ValueKind switch
    {
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => "–",
    };

    // The rows of the table that has a column of this name, as "row: cell".
    private static IEnumerable<string> Column(string server)
    {
        var lines = File.ReadAllLines(s_page);
        var head = Array.FindIndex(lines, line => Cells(line).Contains(server));
        Assert.True(head >= 0, $"No table of the page has a column '{server}'.");
        var column = Array.IndexOf(Cells(lines[head]), server);
        return lines.Skip(head + 2).TakeWhile(static line => line.StartsWith('|')).Select(Cells)
            .Select(cells => $"{cells[0]}: {cells[column]}");
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(static cell => cell.Trim())];
}
