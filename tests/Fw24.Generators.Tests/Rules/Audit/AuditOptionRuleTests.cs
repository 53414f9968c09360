using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24206: an audit option applies to its logger type.</summary>
public sealed class AuditOptionRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24206:TimeToLiveDays = 3|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Cloudwatch, {|FW24206:Queries = AuditQueries.Time|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24206:Queries = AuditQueries.Actor|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.DynamoDb, {|FW24206:Queries = AuditQueries.Time | AuditQueries.Actor|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24206:TimeToLiveDays = 0|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail", {|FW24206:Retention = AuditRetention.OneYear|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.Console, {|FW24206:RemovalPolicy = RemovalPolicy.Retain|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.DynamoDb, {|FW24206:RemovalPolicy = RemovalPolicy.Destroy|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        [Audit(AuditLoggerType.DynamoDb, AuditTableName = "orders", {|FW24206:RemovalPolicy = RemovalPolicy.Retain|})]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), Audit(AuditLoggerType.Console, {|FW24206:Region = "eu-west-1"|})]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task An_option_of_another_destination_is_reported(string markup) => RuleTest.ViolatesAsync("FW24206", markup);

    [Fact]
    public Task The_message_names_the_destinations() => RuleTest.SaysAsync("FW24206", """
        namespace Shop;

        [DynamoTable("notes"), Audit(AuditLoggerType.Console, RemovalPolicy = RemovalPolicy.Retain)]
        public sealed class A
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "A: RemovalPolicy has no effect because it applies to AuditLoggerType.Cloudwatch and AuditLoggerType.DynamoDb only.");

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail", RemovalPolicy = RemovalPolicy.Retain, TimeToLiveDays = 0)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch, RemovalPolicy = RemovalPolicy.Destroy, Region = "eusc-de-east-1")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """)]
    public Task An_option_of_this_destination_is_allowed(string source) => RuleTest.AllowsAsync(source);

    [Fact]
    public Task The_option_is_removed_and_the_rest_stays() => RuleTest.FixesAsync(
        "FW24206",
        """
        [DynamoTable("orders")]
        [Audit(
            AuditLoggerType.Console, // read by nobody
            Retention = AuditRetention.OneDay,
            BatchSize = 3)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders")]
        [Audit(
            AuditLoggerType.Console, // read by nobody
            BatchSize = 3)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task The_fix_names_the_option() => RuleTest.OffersAsync("FW24206", """
        [DynamoTable("orders"), Audit(AuditLoggerType.Console, Region = "eu-central-1")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """, "Remove Region");

    [Fact]
    public Task Options_of_one_attribute_are_removed_together() => RuleTest.FixesEverywhereAsync(
        "FW24206",
        [
            """
            [DynamoTable("orders"), Audit(AuditLoggerType.Console, Region = "eu-central-1", BatchSize = 3, TimeToLiveDays = 1)]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
        ],
        [
            """
            [DynamoTable("orders"), Audit(AuditLoggerType.Console, BatchSize = 3)]
            class Order
            {
                [PartitionKey] public required string Id { get; init; }
            }
            """,
        ]);
}
