using System.Globalization;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24319: a reason is given to writes of an audited table.</summary>
public sealed class ReasonWithoutAuditRuleTests
{
    private const string Shop = """
        using System.Threading.Tasks;
        using Fw24;

        namespace Shop;

        [DynamoTable("orders"), Audit(AuditLoggerType.Cloudwatch)]
        public sealed record Order
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public required string Part { get; init; }
        }

        // Of the same table.
        [DynamoTable("orders")]
        public sealed record Line
        {
            [PartitionKey] public required string Id { get; init; }
            [SortKey] public required string Part { get; init; }
        }

        [DynamoTable("notes"), StreamEnabled]
        public sealed record Note
        {
            [PartitionKey] public required string Id { get; init; }
        }

        public interface IOther<T>
        {
            IOther<T> Because(string reason);
        }

        """;

    [Theory]
    [InlineData("""notes.{|FW24319:Because|}("ticket 4711").DeleteAsync("n-1")""")]
    [InlineData("""notes.As("u-7").{|FW24319:Because|}("ticket 4711", ("ticket", "4711")).PutAsync(new Note { Id = "n-1" })""")]
    [InlineData("""(notes?.{|FW24319:Because|}("ticket 4711"))""")]
    [InlineData("""(notes.Consistent().{|FW24319:Because|}("ticket 4711"))""")]
    public Task A_table_without_an_audit_is_reported(string use) => RuleTest.ViolatesAsync("FW24319", Shop + Use(use));

    [Theory]
    [InlineData("""orders.Because("ticket 4711").DeleteAsync("o-1", "p")""")]
    [InlineData("""lines.As("u-7").Because("ticket 4711").DeleteAsync("o-1", "p")""")]
    [InlineData("""other.Because("ticket 4711")""")]
    [InlineData("""notes.As("u-7").DeleteAsync("n-1")""")]
    public Task An_audited_table_is_allowed_and_so_is_another_method(string use) => RuleTest.AllowsAsync(Shop + Use(use));

    [Fact]
    public Task A_table_of_any_entity_is_not_known() => RuleTest.AllowsAsync(Shop + """
        public static class Uses
        {
            public static ITable<T> Of<T>(ITable<T> table)
                where T : class => table.Because("ticket 4711");
        }
        """);

    [Fact]
    public async Task The_message_names_the_entity_and_its_table()
    {
        var library = GeneratorTest.RunOnly(new TestProject { AssemblyName = "Shop", RootNamespace = "Shop", Sources = [Shop] });
        var test = GeneratorTest.RunOnly(new TestProject
        {
            AssemblyName = "Site",
            Sources = ["using Fw24; using Shop; namespace Site; public static class Uses { "
                + "public static object Of(ITable<Note> notes) => notes.Because(\"why\"); "
                + "public static object Of(ITable<Line> lines) => lines.Because(\"why\"); }"],
            References = [.. TestReferences.All, library.ToReference()],
        });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));

        Assert.Equal(
            "Because is refused by the table notes of Note, which has no [Audit]: no record would have the reason. Add [Audit] to an "
            + "entity of the table, or leave Because out.",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    private static string Use(string expression) => $$"""
        public static class Uses
        {
            public static object? Of(ITable<Order> orders, ITable<Line> lines, ITable<Note> notes, IOther<Note> other)
                => {{expression}};
        }
        """;
}
