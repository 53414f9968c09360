using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24622: a deployed handler keeps its name.</summary>
public sealed class HandlerRenamedRuleTests
{
    [Fact]
    public Task A_handler_of_another_name_is_refused() => LockTest.ViolatesAsync(
        "FW24622",
        """
        [DynamoTable("orders")]
        [StreamEnabled]
        public sealed class Order
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

        public sealed class {|FW24622:Postman|} : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """);
}
