using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Fw24.Integration.Tests.Harness;
using Fw24.Tables;
using Orders;
using Orders.Api;

namespace Fw24.Integration.Tests.Tables;

/// <summary>
/// The sample's API, an ASP.NET Core program, in its own process on DynamoDB Local: a list in pages of 25. <c>.ci/aot</c> runs the same test on
/// the executable published with native AOT.
/// </summary>
[Trait("Category", "Server")]
public sealed partial class ListPageTests(DynamoDbLocal dynamoDb)
{
    private const int Orders = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_pages_filters_and_counts_and_cannot_forge_a_token()
    {
        var table = await FilledAsync();
        await using var api = Start(table);
        var listening = await api.LineAsync(Listening());
        using var http = new HttpClient { BaseAddress = new Uri(listening.Groups[1].Value) };

        var pages = await PagesAsync(http, "/customers/cus-1/orders?");
        Assert.Equal([25, 25, 10], pages.Select(static page => page.Orders.Count));
        Assert.Equal(
            Enumerable.Range(0, Orders).Reverse().Select(static number => $"ord-{number:D2}"),
            pages.SelectMany(static page => page.Orders).Select(static row => row.Id));

        var paid = await PagesAsync(http, "/customers/cus-1/orders?status=Paid&");
        Assert.Equal([25, 5], paid.Select(static page => page.Orders.Count));
        Assert.All(paid.SelectMany(static page => page.Orders), static row => Assert.Equal("Paid", row.Status));
        Assert.Equal("60", await http.GetStringAsync("/customers/cus-1/orders/count", Cancellation));
        Assert.Equal("30", await http.GetStringAsync("/customers/cus-1/orders/count?status=Paid", Cancellation));

        var token = pages[0].Next!;
        await AssertRefusedAsync($"/customers/cus-2/orders?token={token}");
        await AssertRefusedAsync($"/customers/cus-1/orders?status=Paid&token={token}");
        await AssertRefusedAsync($"/customers/cus-1/orders?token={token[..^10]}");
        await AssertRefusedAsync("/customers/cus-1/orders?token=forged");

        async Task AssertRefusedAsync(string path)
        {
            using var response = await http.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("page token", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_page_of_the_documentation_shows_the_sample()
    {
        var documentation = File.ReadAllText(Path.Combine(Repository, "docs/start/reading.md"));
        var program = File.ReadAllText(Path.Combine(Repository, "samples/Orders/Orders.Api/Program.cs"));
        var examples = Example().Matches(documentation).Select(static match => match.Groups[1].Value).ToList();

        var page = Assert.Single(examples, static example => example.StartsWith("app.MapGet", StringComparison.Ordinal));
        var keys = Assert.Single(examples, static example => example.StartsWith("builder.Services", StringComparison.Ordinal));
        Assert.All(page.Split("\n\n"), part => Assert.Contains(part.Trim(), program, StringComparison.Ordinal));
        Assert.Contains(keys.Trim(), program, StringComparison.Ordinal);
    }

    private static string Repository => Path.GetFullPath(NpmPackages.Of("../../.."));

    private static async Task<List<OrderPage>> PagesAsync(HttpClient http, string path)
    {
        List<OrderPage> pages = [];
        do
        {
            var token = pages is [.., { Next: { } next }] ? $"token={next}" : "";
            pages.Add((await http.GetFromJsonAsync<OrderPage>(path + token, Cancellation))!);
        }
        while (pages[^1].Next is not null);

        return pages;
    }

    private async Task<string> FilledAsync()
    {
        var name = await OrdersTable.CreateAsync(dynamoDb, Cancellation);
        using var store = dynamoDb.NewStore();
        var model = OrdersApp.Model.Tables.Single(static table => table.Name == "orders");
        var orders = new Table<Order>(model, OrderCodec.Model, store, name);
        for (var number = 0; number < Orders; number++)
        {
            var order = new Order
            {
                OrderId = $"ord-{number:D2}",
                CustomerId = "cus-1",
                Status = number % 2 == 0 ? OrderStatus.Paid : OrderStatus.Placed,
                Total = number,
                PlacedAt = DateTimeOffset.UnixEpoch.AddDays(number),
            };
            await orders.PutAsync(order, Cancellation);
        }

        return name;
    }

    private ServerProcess Start(string table)
    {
        // FW24_API names an executable published with native AOT; without it, the test runs the built one.
        var published = Environment.GetEnvironmentVariable("FW24_API");
        var start = new ProcessStartInfo(published ?? "dotnet");
        if (published is null)
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Orders.Api.dll"));
        }

        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["AWS_ENDPOINT_URL_DYNAMODB"] = dynamoDb.Url.ToString();
        start.Environment["AWS_REGION"] = "eu-central-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = "local";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        start.Environment["FW24_TABLES"] = $"orders={table}";
        start.Environment["PageTokenKeys"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        return ServerProcess.Start(start, "It is the sample's API: build samples/Orders/Orders.Api.");
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:[0-9]+)")]
    private static partial Regex Listening();

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
