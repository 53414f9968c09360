using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>The queries of docs/start/reading.md compile, and what they must not be is refused by the compiler.</summary>
public sealed partial class ReadingPageTests
{
    [Fact]
    public void The_queries_of_the_page_compile()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "start", "reading.md"));
        var examples = Example().Matches(page).Select(static match => match.Groups["code"].Value).ToList();

        // The projection is declared before the queries of its example.
        var tiles = examples[1].Split("\n\n", 2);
        GeneratorTest.Run(Desk(examples[0], examples[4], tiles[0], tiles[1], $"{{\n{examples[5]}}}\n{{\n{examples[6]}}}"));
    }

    [Theory]
    [InlineData("x => x.Total > 5", null)]
    [InlineData("x => !(x.Total > 5 | x.Status == OrderStatus.Placed)", null)]
    [InlineData("x => x.Total > 5 && x.Status == OrderStatus.Placed", "CS0619")]
    [InlineData("x => x.CustomerId.StartsWith(\"a\")", "CS0619")]
    public void A_filter_that_only_the_program_could_evaluate_is_no_filter(string filter, string? error)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Desk($"_ = await orders.Scan().Where({filter}).CountAsync();", "")] });

        Assert.Equal(
            error is null ? [] : [error],
            test.Output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(static diagnostic => diagnostic.Severity is Microsoft.CodeAnalysis.DiagnosticSeverity.Error)
                .Select(static diagnostic => diagnostic.Id));
    }

    private static string Desk(string first, string second, string declared = "", string third = "", string fourth = "") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Fw24;

        namespace Shop;

        public enum OrderStatus { Placed, Paid }

        [DynamoTable("orders")]
        [GlobalIndex("by-customer", PartitionKey = nameof(CustomerId), SortKey = nameof(PlacedAt))]
        public sealed record Order
        {
            [PartitionKey] public required string OrderId { get; init; }
            [SortKey] public string Part { get; init; } = "order";
            public required string CustomerId { get; init; }
            public required OrderStatus Status { get; init; }
            public required decimal Total { get; init; }
            public required DateTimeOffset PlacedAt { get; init; }
        }

        [DynamoTable("orders")]
        public sealed record OrderNote
        {
            [PartitionKey] public required string OrderId { get; init; }
            [SortKey] public required string Part { get; init; }
            public required string Text { get; init; }
        }

        [DynamoTable("customers")]
        public sealed record Customer
        {
            [PartitionKey] public required string CustomerId { get; init; }
            public required string Name { get; init; }
        }

        {{declared}}

        public static class Desk
        {
            public static async Task FirstAsync(ITable<Order> orders)
            {
                await Task.CompletedTask;
                {{first}}
            }

            public static async Task SecondAsync(ITable<Order> orders)
            {
                await Task.CompletedTask;
                {{second}}
            }

            public static async Task ThirdAsync(ITable<Order> orders)
            {
                await Task.CompletedTask;
                {{third}}
            }

            public static async Task FourthAsync(ITable<Order> orders, ITable<Customer> customers)
            {
                await Task.CompletedTask;
                {{fourth}}
            }
        }
        """;

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
