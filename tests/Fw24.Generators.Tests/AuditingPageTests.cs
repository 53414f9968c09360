using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>The examples of docs/start/auditing.md compile with the namespaces that the page names.</summary>
public sealed partial class AuditingPageTests
{
    [Fact]
    public void The_examples_of_the_page_compile()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "start", "auditing.md"));
        var examples = Example().Matches(page)
            .Select(static (match, i) => $"public static async Task Example{i}Async()\n{{\n{match.Groups["code"].Value}}}\n")
            .ToList();

        Assert.NotEmpty(examples);
        GeneratorTest.Run(Desk(string.Join('\n', examples)));
    }

    private static string Desk(string examples) => $$"""
        using System.Text;
        using Fw24;
        using Fw24.Audit;
        using Fw24.Tables;

        [assembly: Fw24App("orders")]

        namespace Shop;

        public enum OrderStatus { Placed, Cancelled }

        [DynamoTable("orders"), StreamEnabled, Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Order
        {
            [PartitionKey] public required string OrderId { get; init; }
            [SortKey] public string Part { get; init; } = "order";
            public required OrderStatus Status { get; init; }
            public required decimal Total { get; init; }
            [AuditActor] public string? UpdatedBy { get; init; }
        }

        [DynamoTable("billing"), StreamEnabled, Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Invoice
        {
            [PartitionKey] public required string InvoiceId { get; init; }
            public required decimal Total { get; init; }
            [AuditActor] public string? UpdatedBy { get; init; }
        }

        public static class Desk
        {
            private static readonly IAuditReader audit = null!;
            private static readonly ITable<Order> orders = null!;
            private static readonly ITable<Invoice> invoices = null!;
            private static readonly IItemStore store = null!;
            private static readonly Order order = null!;
            private static readonly AuditEntry record = null!;
            private static readonly DateTimeOffset from = default, to = default, start = default, end = default;
            private static readonly DateTimeOffset monday = default, friday = default, lastWeek = default, yesterday = default;
            private static string? saved;

            {{examples}}
        }
        """;

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
