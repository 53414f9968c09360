using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24106: the change of the largest item fits a message if large changes are parked.</summary>
public sealed class RecordSizeRuleTests
{
    [Fact]
    public Task A_change_that_would_be_parked_is_reported() => RuleTest.ViolatesAsync("FW24106", """
        [DynamoTable("orders")]
        [StreamEnabled(LargeRecords = LargeRecordPolicy.Park)]
        public class {|FW24106:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(131_073)] public string? Text { get; set; }
        }
        """);

    [Fact]
    public Task A1_3_the_limit_is_the_topics() => RuleTest.ViolatesAsync("FW24106", """
        [DynamoTable("orders"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park, MaxMessageBytes = 100_000)]
        public class {|FW24106:Order|}
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(50_001)] public string? Text { get; set; }
        }
        """);

    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park, MaxMessageBytes = 1_048_576)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(409_600)] public string? Text { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(131_072)] public string? Text { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park, ViewType = StreamViewType.NewImage)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(262_144)] public string? Text { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(409_600)] public string? Text { get; set; }
        }
        """)]
    public Task A_change_that_fits_and_one_that_is_a_claim_check_are_allowed(string source) => RuleTest.AllowsAsync(source);

    [Fact]
    public Task Settings_that_two_entities_share_are_left() => RuleTest.WithholdsAsync("FW24106", """
        [DynamoTable("orders"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [System.ComponentModel.DataAnnotations.MaxLength(200_000)] public string? Text { get; init; }
        }

        [DynamoTable("orders"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park)]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
