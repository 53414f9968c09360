using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24313: handler settings are on a handler.</summary>
public sealed class StrayHandlerSettingRuleTests
{
    [Theory]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{|FW24313:ChangeQueue(BatchSize = 5)|}]
        public sealed class Mailer;
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{|FW24313:OnChange(nameof(Order.Id))|}]
        public sealed class Mailer;
        """)]
    [InlineData("""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [{|FW24313:Idempotent|}]
        public sealed class Mailer;
        """)]
    public Task A_setting_on_another_class_is_reported(string markup) => RuleTest.ViolatesAsync("FW24313", markup);
}
