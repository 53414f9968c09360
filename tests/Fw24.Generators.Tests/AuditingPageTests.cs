using System.Text.RegularExpressions;
using Amazon.S3;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests;

/// <summary>The examples of the pages about audits compile with the namespaces that they name.</summary>
public sealed partial class AuditingPageTests
{
    [Theory]
    [InlineData("start/auditing.md")]
    [InlineData("proof.md")]
    public void The_examples_of_the_page_compile(string file)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", file));
        var examples = Example().Matches(page)
            .Where(static match => !match.Groups["code"].Value.StartsWith('['))
            .Select(static (match, i) => $"public static async Task Example{i}Async()\n{{\n{match.Groups["code"].Value}}}\n")
            .ToList();

        Assert.NotEmpty(examples);
        GeneratorTest.Run(new TestProject
        {
            Sources = [Desk(string.Join('\n', examples))],
            References = [.. TestReferences.All, MetadataReference.CreateFromFile(typeof(AmazonS3Config).Assembly.Location)],
        });
    }

    private static string Desk(string examples) => $$"""
        // What another page's examples use.
        #pragma warning disable CS0169, CS0414
        using System.Text;
        using Fw24;
        using Fw24.Audit;
        using Fw24.Aws;
        using Fw24.Seals;
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
            private static readonly SealedLog log = null!;
            private static readonly LogKey key = null!;
            private static readonly DateTimeOffset from = default, to = default, start = default, end = default;
            private static readonly DateTimeOffset monday = default, friday = default, lastWeek = default, yesterday = default;
            private static string? saved;

            {{examples}}
        }
        """;

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
