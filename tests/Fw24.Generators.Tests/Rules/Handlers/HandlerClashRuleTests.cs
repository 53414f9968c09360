using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24309: the handlers of an app have different names.</summary>
public sealed class HandlerClashRuleTests
{
    [Fact]
    public Task Two_handlers_of_one_name_are_refused() => RuleTest.ViolatesAsync("FW24309", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24309:Mailer|} : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        public static class Other
        {
            public sealed class {|FW24309:Mailer|} : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                    => Task.CompletedTask;
            }
        }
        """, Refused.Handler);

    [Fact]
    public Task A_handler_with_the_name_of_the_function_that_seals_is_refused()
        => RuleTest.ViolatesAsync("FW24309", Seal("{|FW24309:seal|}", ", Sealed = true"), Refused.Handler);

    [Theory]
    [InlineData("Seal", ", Sealed = true")]
    [InlineData("seal", "")]
    public Task Where_nothing_seals_and_in_another_case_the_name_is_free(string name, string isSealed)
        => RuleTest.AllowsSoundAsync(Seal(name, isSealed));

    private static string Seal(string name, string isSealed) => $$"""
        #pragma warning disable CS8981

        [DynamoTable("orders"), StreamEnabled, Audit(AuditLoggerType.DynamoDb, AuditTableName = "trail"{{isSealed}})]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {{name}} : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;
}
