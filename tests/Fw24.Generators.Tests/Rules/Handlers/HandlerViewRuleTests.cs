using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24306: a stream carries the images that its handlers need.</summary>
public sealed class HandlerViewRuleTests
{
    [Fact]
    public Task A_stream_without_new_images_is_reported() => RuleTest.ViolatesAsync("FW24306", """
        [DynamoTable("orders"), StreamEnabled(ViewType = StreamViewType.OldImage)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24306:Mailer|} : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);

    [Fact]
    public Task A_stream_that_two_entities_state_is_left() => RuleTest.WithholdsAsync("FW24306", """
        [DynamoTable("orders"), StreamEnabled(ViewType = StreamViewType.OldImage)]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("orders"), StreamEnabled(ViewType = StreamViewType.OldImage)]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);
}
