using System.Globalization;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24331: the compiler can see the tables that a handler uses.</summary>
public sealed class OpaqueTablesRuleTests
{
    [Fact]
    public Task A_handler_with_a_service_provider_is_reported() => RuleTest.ViolatesAsync("FW24331", """
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public sealed class {|FW24331:Mailer|}(IServiceProvider services) : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """, Refused.Handler);

    [Theory]
    [InlineData("IServiceProvider services", "", "IServiceProvider")]
    [InlineData("Lazy<IServiceProvider> services", "", "IServiceProvider")]
    [InlineData("Fw24.Tables.IItemStore store", "", "IItemStore")]
    [InlineData("Repo repo", "public class Repo(IServiceProvider services);", "IServiceProvider in Repo")]
    [InlineData(
        "IRepo repo",
        """
        public interface IRepo;

        public sealed class Repo(Func<IServiceProvider> services) : IRepo;
        """,
        "IServiceProvider in Repo")]
    public async Task F23_a_service_that_provides_any_table_is_reported(string parameter, string types, string service)
    {
        var test = await AnalyzerTest.VerifyAsync(Handler("{|FW24331:Mailer|}", parameter, types));

        var message = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test)).GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains($" receives {service}, which ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[UsesTable(typeof(Card))]", "IServiceProvider services", "")]
    [InlineData("[UsesTable(typeof(Card))]", "Repo repo", "public class Repo(IServiceProvider services);")]
    [InlineData(
        "",
        "Repo repo",
        """
        public class Base(IServiceProvider services);

        [UsesTable(typeof(Card))]
        public sealed class Repo(IServiceProvider services) : Base(services);
        """)]
    [InlineData("", "ITable<Card> cards, TimeProvider time, IReadOnlyList<string> names", "")]
    public Task F23_declared_tables_are_allowed(string attribute, string parameters, string types)
        => AnalyzerTest.VerifyAsync(Handler("Mailer", parameters, types, attribute));

    private static string Handler(string name, string parameters, string types, string attribute = "") => RuleTest.Full($$"""
        namespace Shop;

        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
        }

        [DynamoTable("cards")]
        public sealed class Card
        {
            [PartitionKey] public required string Id { get; init; }
        }

        {{attribute}}
        public sealed class {{name}}({{parameters}}) : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }

        {{types}}
        """);
}
