using System.Reflection;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>Indexes in the model, and their typed queries. Each run also asserts that the generated code compiles.</summary>
public sealed class IndexTests
{
    private const string Keys = """
        using Fw24;

        namespace Shop;

        [DynamoTable("orders")]
        [GlobalIndex("by-shop", PartitionKeys = [nameof(Shop), nameof(State)], SortKeys = [nameof(Placed), nameof(Rank), nameof(Blob), nameof(Code)])]
        [GlobalIndex("by.shop", PartitionKey = nameof(Rank))]
        [GlobalIndex("---", PartitionKeys = [nameof(Code)], SortKey = nameof(Number))]
        [GlobalIndex("2nd_by-hidden", PartitionKeys = [nameof(Shop), nameof(Hidden)], Projection = IndexProjection.All)]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Shop { get; init; }
            public State? State { get; init; }
            public DateTimeOffset? Placed { get; init; }
            public int? Rank { get; init; }
            public byte[]? Blob { get; init; }
            public Guid? Code { get; init; }
            [DynamoConverter<NumberConverter>] public Number? Number { get; init; }
            [DynamoAttribute("h")] internal string? Hidden { get; init; }
        }

        public enum State { Open, Paid }

        public readonly record struct Number(int Value);

        internal sealed class NumberConverter : IDynamoConverter<Number, int>
        {
            public static int ToStored(Number value) => value.Value;
            public static Number FromStored(int stored) => new(stored);
        }
        """;

    [Fact]
    public void A2_1_each_number_of_stated_sort_keys_has_a_method()
    {
        using var app = new LoadedApp(GeneratorTest.Run(Keys));
        var table = app.Type("Shop", "Shop.OrderTable");

        var methods = table.GetMethods()
            .Where(static method => method.Name.StartsWith("Query", StringComparison.Ordinal) && method.Name is not "Query")
            .Select(static method => (method.Name, Parameters: method.GetParameters()[1..].Select(Text)))
            .Select(static method => $"{method.Name} {string.Join(' ', method.Parameters)}");

        Assert.Equal(
            [
                "Query2ndByHidden shop hidden",
                "QueryByShop shop state placed..",
                "QueryByShop shop state placed rank..",
                "QueryByShop shop state placed rank blob..",
                "QueryByShop shop state placed rank blob code..",
                "QueryByShop shop state placed rank blob code",
                "QueryByShop_2 rank",
                "QueryIndex code number..",
                "QueryIndex code number",
            ],
            methods.OrderBy(static method => method.Split(' ')[0], StringComparer.Ordinal));

        static string Text(ParameterInfo parameter) => parameter.Name + (parameter.ParameterType.Name.StartsWith("KeyRange", StringComparison.Ordinal) ? ".." : "");
    }

    [Fact]
    public void An_index_that_is_called_collection_leaves_the_query_of_the_collection_its_name()
    {
        using var app = new LoadedApp(GeneratorTest.Run("""
            using Fw24;

            namespace Shop;

            [DynamoTable("orders")]
            [GlobalIndex("collection", PartitionKey = nameof(Shop), SortKey = nameof(At))]
            public sealed record Order([property: PartitionKey] string Id, [property: SortKey] string At, string? Shop);
            """));

        var queries = app.Type("Shop", "Shop.OrderTable").GetMethods()
            .Select(static method => method.Name)
            .Where(static name => name.StartsWith("QueryCollection", StringComparison.Ordinal));

        Assert.Equal(["QueryCollection", "QueryCollection_2", "QueryCollection_2"], queries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A2_1_an_index_includes_what_any_entity_includes_with_aliases_and_the_discriminator()
    {
        var test = GeneratorTest.Run("""
            using Fw24;

            namespace Shop;

            [DynamoTable("orders")]
            [GlobalIndex("by-shop", PartitionKey = nameof(Shop), Projection = IndexProjection.Include, Include = [nameof(Note)])]
            public sealed record Order([property: PartitionKey] string Id, string? Shop, [property: DynamoAttribute("n", Aliases = ["old"])] string? Note);

            [DynamoTable("orders")]
            [GlobalIndex("by-shop", PartitionKey = nameof(Shop), Projection = IndexProjection.Include, Include = [nameof(Total), nameof(Name)])]
            public sealed record Sum([property: PartitionKey] string Id, string? Shop, int Total, string Name);

            [DynamoTable("orders")]
            public sealed record Other([property: PartitionKey] string Id);
            """);
        using var app = new LoadedApp(test);

        var index = Assert.Single(app.Model("Shop", "Shop.ShopApp").Tables.Single().Indexes);
        Assert.Equal(["Name", "Total", "entityType", "n", "old"], index.Include);
        Assert.NotNull(app.Type("Shop", "Shop.OrderTable").GetMethod("QueryByShop"));
        Assert.NotNull(app.Type("Shop", "Shop.SumTable").GetMethod("QueryByShop"));
        Assert.Null(app.Type("Shop", "Shop.OtherTable").GetMethod("QueryByShop"));
    }

    [Theory]
    [InlineData("Projection = IndexProjection.KeysOnly", false)]
    [InlineData("Projection = IndexProjection.Include, Include = [nameof(Note)]", false)]
    [InlineData("Projection = IndexProjection.Include, Include = [nameof(Name)]", true)]
    [InlineData("SortKeys = [nameof(Name)], Projection = IndexProjection.Include, Include = [nameof(Note)]", true)]
    [InlineData("Projection = IndexProjection.All", true)]
    public void A2_1_of_an_index_without_a_required_attribute_projections_alone_are_read(string settings, bool isWhole)
    {
        using var app = new LoadedApp(GeneratorTest.Run($$"""
            using Fw24;

            namespace Shop;

            [DynamoTable("orders")]
            [GlobalIndex("by-shop", PartitionKey = nameof(Shop), {{settings}})]
            public sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
                public string? Shop { get; init; }
                public required string Name { get; init; }
                public string? Note { get; init; }
                public int Count => 1;
            }
            """));

        Assert.All(
            app.Type("Shop", "Shop.OrderTable").GetMethods().Where(static method => method.Name is "QueryByShop"),
            method => Assert.Equal(isWhole, !method.IsGenericMethod));
    }
}
