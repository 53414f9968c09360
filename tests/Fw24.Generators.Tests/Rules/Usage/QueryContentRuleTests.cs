using System.Globalization;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24076: an index contains what its queries need.</summary>
public sealed class QueryContentRuleTests
{
    private const string Shop = """
        using Fw24;

        namespace Shop;

        [DynamoTable("orders")]
        [GlobalIndex("all", PartitionKey = nameof(Customer))]
        [GlobalIndex(
            "by-customer",
            PartitionKey = nameof(Customer),
            SortKey = nameof(Placed),
            Projection = IndexProjection.Include,
            Include = [nameof(Total)])]
        [GlobalIndex("by-day", PartitionKey = nameof(Placed), Projection = IndexProjection.KeysOnly)]
        public sealed record Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Customer { get; init; }
            public string? Placed { get; init; }
            [DynamoAttribute("sum")] public int Total { get; init; }
            public string? Note { get; init; }
            public bool All { get; init; }
        }

        [Projection(typeof(Order))]
        public sealed partial record Tile(string Id, string? Customer, int Total);

        [Projection(typeof(Order))]
        public sealed partial record Page(string Id, string? Note, int Total, bool All);

        """;

    [Theory]
    [InlineData("""_ = orders.QueryByCustomer("c").Select<{|FW24076:Page|}>();""")]
    [InlineData("""_ = orders.QueryByCustomer("c", "2026").Descending().Take(5).Select<{|FW24076:Page|}>().CountAsync();""")]
    [InlineData("""_ = OrderTable.QueryByCustomer(orders, "c").Select<{|FW24076:Page|}>();""")]
    [InlineData("""_ = orders.QueryByDay<{|FW24076:Tile|}>("2026");""")]
    [InlineData("""_ = (orders.QueryByCustomer("c")!).Where(x => x.{|FW24076:Note|} == "n" & x.Total > 1);""")]
    [InlineData("""
        _ = orders.QueryByCustomer("c")
            .Where((x) => { return !x.{|FW24076:Note|}.Exists() | x.{|FW24076:AllField|} == true; });
        """)]
    [InlineData("""_ = orders.QueryByCustomer("c").Select<Tile>().Where(x => x.{|FW24076:Note|} == "n");""")]
    [InlineData("""_ = (old ? orders.QueryByCustomer("c") : orders.QueryByCustomer("c", "2026")).Select<{|FW24076:Page|}>();""")]
    [InlineData("""
        var query = orders.QueryByCustomer("c");
        if (old)
        {
            query = query.Descending().Where(x => x.{|FW24076:Note|} == "n");
        }

        _ = query.Select<{|FW24076:Page|}>();
        """)]
    [InlineData("""
        TableQuery<Order, OrderFields> query;
        query = old switch { true => orders.QueryByCustomer("c"), _ => throw new InvalidOperationException() };
        Func<object> read = () => query.Select<{|FW24076:Page|}>();
        _ = read();
        """)]
    public Task What_an_index_lacks_is_reported(string statements) => AnalyzerTest.VerifyAsync(Shop + Use(statements));

    [Theory]
    [InlineData("""_ = orders.QueryByCustomer("c").Select<Tile>();""")]
    [InlineData("""_ = orders.QueryAll("c").Where(x => x.Note == "n").Select<Page>();""")]
    [InlineData("""_ = orders.Query("o").Where(x => x.Note == "n").Select<Page>();""")]
    [InlineData("""_ = orders.Scan().Where(x => x.Note == "n").Select<Page>();""")]
    [InlineData("""_ = orders.QueryByCustomer("c").Where(x => x.Total > 1 & x.Id != "o");""")]
    [InlineData("""_ = orders.QueryByCustomer("c").ToAsyncEnumerable().Where(x => x.Note == "n");""")]
    [InlineData("""_ = (old ? orders.QueryByCustomer("c") : orders.QueryAll("c")).Select<Page>();""")]
    [InlineData("""
        var query = orders.QueryByCustomer("c");
        query = orders.QueryAll("c");
        _ = query.Select<Page>();
        """)]
    [InlineData("""
        var query = orders.QueryByCustomer("c");
        Replace(ref query);
        _ = query.Select<Page>();
        """)]
    [InlineData("""
        var query = orders.QueryByCustomer("c");
        (query, old) = (orders.QueryAll("c"), false);
        _ = query.Select<Page>();
        """)]
    [InlineData("""_ = given.Where(x => x.Note == "n").Select<Page>();""")]
    [InlineData("""_ = orders.QueryNone("c").Select<Page>();""")]
    public Task What_it_contains_and_what_is_not_certain_is_allowed(string statements)
        => AnalyzerTest.VerifyAsync(Shop + Use(statements));

    [Fact]
    public Task The_discriminator_of_a_shared_table_is_not_in_an_index_of_keys() => AnalyzerTest.VerifyAsync(Shop + """
        [DynamoTable("orders")]
        public sealed record Note([property: PartitionKey] string Id);

        [Projection(typeof(Order))]
        public sealed partial record Day(string Id, string? Placed);

        public static class Use
        {
            public static object? Of(ITable<Order> orders) => orders.QueryByDay<{|FW24076:Day|}>("2026");
            public static object? Also(ITable<Order> orders) => orders.QueryByCustomer("c").Select<Day>();
        }
        """);

    [Fact]
    public Task An_attribute_that_another_entity_of_the_table_includes_is_allowed() => AnalyzerTest.VerifyAsync("""
        using Fw24;

        namespace Shop;

        [DynamoTable("orders")]
        [GlobalIndex("by-kind", PartitionKey = nameof(Kind), Projection = IndexProjection.Include, Include = [nameof(Total)])]
        public sealed record Order([property: PartitionKey] string Id, string? Kind, int? Total, string? Note);

        [DynamoTable("orders")]
        [GlobalIndex("by-kind", PartitionKey = nameof(Kind), Projection = IndexProjection.Include, Include = [nameof(Note)])]
        public sealed record Remark([property: PartitionKey] string Id, string? Kind, int? Total, string? Note, string? Other);

        public static class Use
        {
            public static object? Of(ITable<Order> orders) => orders.QueryByKind("k").Where(x => x.Note == "n");
            public static object? Of(ITable<Remark> remarks)
                => remarks.QueryByKind("k").Where(x => x.{|FW24076:Other|} == "n" & x.Total > 1);
        }
        """);

    [Fact]
    public async Task The_indexes_of_an_entity_in_another_assembly_are_known_and_the_message_names_them()
    {
        var library = GeneratorTest.RunOnly(new TestProject { AssemblyName = "Shop", RootNamespace = "Shop", Sources = [Shop] });
        var test = GeneratorTest.RunOnly(new TestProject
        {
            AssemblyName = "Site",
            Sources = ["""
                using Fw24;
                using Shop;

                namespace Site;

                [Projection(typeof(Order))]
                public sealed partial record Row(string Id, string? Note, bool All, int Total);

                public static class Use
                {
                    public static object? Of(ITable<Order> orders) => orders.QueryByCustomer("c").Where(x => x.Note == "n");
                    public static object? Rows(ITable<Order> orders) => orders.QueryByCustomer("c").Select<Row>();
                    public static object? Tiles(ITable<Order> orders) => orders.QueryByCustomer("c").Select<Tile>();
                }
                """],
            References = [.. TestReferences.All, library.ToReference()],
        });

        var diagnostics = await AnalyzerTest.DiagnosticsAsync(test);

        Assert.Equal(
            [
                "The index by-customer of orders does not contain Note, which the filter compares. Project it (IndexProjection.Include), "
                    + "or evaluate the condition after reading the items by their keys.",
                "The index by-customer of orders does not contain All, Note, which Row reads. Project it (IndexProjection.Include), "
                    + "or leave it out of Row.",
            ],
            diagnostics.Select(static diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }

    private static string Use(string statements) => $$"""
        public sealed class Use(ITable<Order> orders, TableQuery<Order, OrderFields> given)
        {
            public void Read(bool old)
            {
                {{statements}}
                _ = (orders, given, old);
            }

            public static void Replace(ref TableQuery<Order, OrderFields> query) => query = query.Descending();
        }

        public static class OwnQueries
        {
            public static TableQuery<Order, OrderFields> QueryNone(this ITable<Order> orders, string id) => orders.Query(id);
        }
        """;
}
