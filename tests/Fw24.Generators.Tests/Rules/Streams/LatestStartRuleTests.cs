using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24104: an audited stream is read from its beginning.</summary>
public sealed class LatestStartRuleTests
{
    [Fact]
    public Task An_audited_stream_that_starts_at_its_end_is_reported() => RuleTest.ViolatesAsync("FW24104", """
        [DynamoTable("orders")]
        [StreamEnabled({|FW24104:StartingPosition = StreamStartingPosition.Latest|}), Audit(AuditLoggerType.Console)]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }
        """);
}
