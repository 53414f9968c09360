using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24624: a deployed handler keeps its entity.</summary>
public sealed class HandlerEntityChangedRuleTests
{
    [Fact]
    public Task Another_entity_is_refused() => LockTest.ViolatesAsync(
        "FW24624",
        """
        [DynamoTable("orders")]
        [StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes")]
        [StreamEnabled]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """,
        """
        [DynamoTable("orders")]
        [StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("notes")]
        [StreamEnabled]
        public sealed class Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24624:Mailer|} : NoteChangeHandler
        {
            protected override Task OnInsertedAsync(NoteChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);
}
