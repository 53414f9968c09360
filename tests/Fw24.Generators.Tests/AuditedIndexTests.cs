using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>An index holds audit records if they have all attributes of its key, with the types of the key.</summary>
public sealed class AuditedIndexTests
{
    // The text attributes of the rows that the runtime's DynamoDbAuditSink stores: AuditIndexTests of the runtime has the same list.
    private const string Members
        = "actor actorKind after app before begins entity id operation origin recordedAt schema sequence state table time trace";

    [Fact]
    public void Records_of_the_table_itself_have_its_keys_and_time_to_live_and_no_other_attribute_of_an_index()
        => Assert.Equal("by-expiry by-part turned", Audited("""
            [DynamoTable("orders"), StreamEnabled, Audit(AuditLoggerType.DynamoDb)]
            [GlobalIndex("turned", PartitionKey = nameof(Part), SortKey = nameof(Id))]
            [GlobalIndex("by-part", PartitionKey = nameof(Part), Projection = IndexProjection.KeysOnly)]
            [GlobalIndex("by-expiry", PartitionKey = nameof(Id), SortKey = nameof(Gone))]
            [GlobalIndex("by-owner", PartitionKey = nameof(Owner), SortKey = nameof(Id))]
            [GlobalIndex("by-both", PartitionKeys = [nameof(Part), nameof(Owner)])]
            [GlobalIndex("by-entity", PartitionKey = nameof(Entity))]
            public sealed record Order([property: PartitionKey] string Id, [property: SortKey] string Part, string Owner)
            {
                [DynamoAttribute("entity")] public string Entity { get; init; } = "";
                [TimeToLive] public DateTimeOffset? Gone { get; init; }
            }
            """));

    [Theory]
    [InlineData("")]
    [InlineData(", Audit(AuditLoggerType.Cloudwatch)")]
    [InlineData(""", Audit(AuditLoggerType.DynamoDb, AuditTableName = "orders-audit")""")]
    public void Records_elsewhere_are_in_no_index(string audit)
        => Assert.Equal("", Audited($$"""
            [DynamoTable("orders"), StreamEnabled{{audit}}]
            [GlobalIndex("turned", PartitionKey = nameof(Part), SortKey = nameof(Id))]
            public sealed record Order([property: PartitionKey] string Id, [property: SortKey] string Part);
            """));

    [Fact]
    public void Records_of_another_table_have_members_as_attributes()
    {
        var names = $"{Members} other Entity expiresAt".Split(' ');
        var indexes = string.Join('\n', names.Select(static name => $"[GlobalIndex(\"x-{name}\", PartitionKey = \"P{name}\")]"));
        var properties = string.Join(
            '\n', names.Select(static name => $"[DynamoAttribute(\"{name}\")] public string? P{name} {{ get; init; }}"));
        var audited = Audited($$"""
            [DynamoTable("orders"), StreamEnabled, Audit(AuditLoggerType.DynamoDb, AuditTableName = "ledger")]
            public sealed record Order([property: PartitionKey] string Id);

            [DynamoTable("ledger")]
            {{indexes}}
            [GlobalIndex("by-expiry", PartitionKey = nameof(Account), SortKey = nameof(Gone))]
            [GlobalIndex("by-number", PartitionKey = nameof(Number))]
            public sealed record Entry
            {
                [PartitionKey, DynamoAttribute("pk")] public required string Account { get; init; }
                [SortKey, DynamoAttribute("sk")] public required string Line { get; init; }
                {{properties}}
                [DynamoAttribute("expires")] public long Gone { get; init; }
                [DynamoAttribute("number")] public long Number { get; init; }
            }
            """);
        Assert.Equal(Members.Split(' ').Select(static name => $"x-{name}"), audited.Split(' '));
    }

    private static string Audited(string entities)
    {
        const string Head = "using System; using Fw24;\n[assembly: Fw24App(\"shop\")]\nnamespace Shop;\n";
        var project = GeneratorTest.RunOnly(new TestProject { Sources = [Head + entities] });
        using var app = new LoadedApp(project);
        return string.Join(' ', app.Model(project.Input.AssemblyName!, "Shop.ShopApp").Tables
            .SelectMany(static table => table.Indexes).Where(static index => index.HoldsAuditRecords).Select(static index => index.Name));
    }
}
