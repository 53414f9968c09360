using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24207: an audited stream carries both images.</summary>
public sealed class AuditViewRuleTests
{
    [Fact]
    public Task A_stream_without_old_images_is_reported() => RuleTest.ViolatesAsync("FW24207", """
        [DynamoTable("orders"), StreamEnabled(ViewType = StreamViewType.NewImage), {|FW24207:Audit(AuditLoggerType.Console)|}]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task A_stream_that_two_entities_state_is_left() => RuleTest.WithholdsAsync("FW24207", """
        [DynamoTable("orders"), StreamEnabled(ViewType = StreamViewType.NewImage), Audit(AuditLoggerType.Console)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders"), StreamEnabled(ViewType = StreamViewType.NewImage)]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);

    [Fact]
    public Task The_view_type_is_removed_where_it_is_stated() => RuleTest.FixesAsync(
        "FW24207",
        """
        [DynamoTable("orders"), StreamEnabled(ViewType = StreamViewType.NewImage)]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders"), Audit(AuditLoggerType.Console)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """,
        """
        [DynamoTable("orders"), StreamEnabled]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders"), Audit(AuditLoggerType.Console)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
