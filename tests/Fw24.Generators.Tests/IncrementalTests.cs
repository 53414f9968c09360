using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>An edit makes the generator print again only the files that it affects.</summary>
public sealed class IncrementalTests
{
    [Fact]
    public void A_comment_prints_nothing_again()
        => AssertPrinted([], Sample.IndexOf("Order.cs"), static source => source.Replace("{\n", "{ // A remark.\n", StringComparison.Ordinal));

    [Fact]
    public void A_method_body_prints_nothing_again()
        => AssertPrinted([], Sample.IndexOf("ShipmentMailer.cs"), static source => source.Replace("return Task.CompletedTask;", "throw new NotSupportedException();", StringComparison.Ordinal));

    [Fact]
    public void An_unrelated_file_prints_nothing_again()
    {
        var before = Sample.Run;

        Assert.Empty(before.ThenAdd("namespace Elsewhere; public sealed class Unrelated { public int Number { get; set; } }").PrintedSince(before));
    }

    [Fact]
    public void An_unrelated_method_of_an_entity_prints_nothing_again()
        => AssertPrinted([], Sample.IndexOf("Order.cs"), static source => WithMember(source, "public int Lucky() => 7;"));

    [Fact]
    public void A_property_of_Order_prints_the_file_of_Order_again()
        => AssertPrinted([FileOf("Order")], Sample.IndexOf("Order.cs"), static source => WithMember(source, "public string? Remark { get; init; }"));

    [Fact]
    public void A_property_of_a_nested_type_prints_the_files_of_its_entities_again()
        => AssertPrinted([FileOf("Order")], Sample.IndexOf("OrderLine.cs"), static source => source.Replace("string Sku,", "string Sku, string Color,", StringComparison.Ordinal));

    [Fact]
    public void A_member_of_an_enum_prints_the_files_of_its_entities_again()
        => AssertPrinted([FileOf("BoardCard"), FileOf("Order")], Sample.IndexOf("OrderStatus.cs"), static source => source.Replace("Paid,", "Paid, Disputed,", StringComparison.Ordinal));

    [Fact]
    public void The_documentation_of_a_property_prints_the_file_of_its_entity_again()
        => AssertPrinted([FileOf("Order")], Sample.IndexOf("Order.cs"), static source => source.Replace("The sum of all lines", "The total of all lines", StringComparison.Ordinal));

    [Fact]
    public void A_setting_of_a_table_prints_its_entity_and_the_app_again()
        => AssertPrinted([FileOf("Order"), "OrdersApp.g.cs"], Sample.IndexOf("Order.cs"), static source => source.Replace("Fifo = true", "Fifo = true, BatchSize = 7", StringComparison.Ordinal));

    [Fact]
    public void A_setting_of_a_handler_prints_the_app_again()
        => AssertPrinted(["OrdersApp.g.cs"], Sample.IndexOf("ShipmentMailer.cs"), static source => source.Replace("nameof(Order.Status)", "nameof(Order.Status), nameof(Order.Total)", StringComparison.Ordinal));

    [Fact]
    public void An_entity_that_is_added_prints_its_file_and_the_app()
    {
        var before = Sample.Run;

        var after = before.ThenAdd("""namespace Orders; [Fw24.DynamoTable("invoices")] public sealed record Invoice([property: Fw24.PartitionKey] string Id);""");

        Assert.Equal([FileOf("Invoice"), "OrdersApp.g.cs"], after.PrintedSince(before));
        after.AssertSound();
    }

    [Fact]
    public void An_entity_that_is_removed_takes_its_file_along()
    {
        var before = Sample.Run;

        var after = before.ThenReplace(Sample.IndexOf("OrderNote.cs"), static source => source.Replace("[DynamoTable(\"orders\")]", "", StringComparison.Ordinal));

        Assert.Equal(["OrdersApp.g.cs"], after.PrintedSince(before));
        Assert.Equal([FileOf("OrderNote")], before.Files.Keys.Except(after.Files.Keys));
    }

    [Fact]
    public void A_reference_that_is_added_prints_nothing_again()
    {
        var before = Sample.Run;
        var library = GeneratorTest.Run(new TestProject { AssemblyName = "Plain", Sources = ["public class Plain;"] });

        Assert.Empty(before.Then(compilation => compilation.AddReferences(library.ToReference())).PrintedSince(before));
    }

    [Fact]
    public void A_library_of_entities_that_is_added_prints_the_app_again()
    {
        var before = Sample.Run;
        var library = GeneratorTest.Run(new TestProject { AssemblyName = "Library", RootNamespace = "Library", Sources = ["""[Fw24.DynamoTable("invoices")] public sealed record Invoice([property: Fw24.PartitionKey] string Id);"""] });

        Assert.Equal(["OrdersApp.g.cs"], before.Then(compilation => compilation.AddReferences(library.ToReference())).PrintedSince(before));
    }

    [Fact]
    public void A_projection_is_printed_again_only_if_what_it_reads_changes()
    {
        // A run asserts that no step runs again after an edit that says nothing.
        var before = GeneratorTest.Run(new TestProject
        {
            Sources =
            [
                """
                namespace Shop;

                [Fw24.DynamoTable("orders")]
                public sealed record Order
                {
                    [Fw24.PartitionKey] public required string Id { get; init; }
                    public int Total { get; init; }
                    public Place? Place { get; init; }
                }

                public sealed record Place(string Town);
                """,
                """
                namespace Shop;

                [Fw24.Projection(typeof(Order))]
                public sealed partial record Tile(string Id, int Total);
                """,
                "namespace Shop; public static class Other { public static int Number => 1; }",
            ],
        });
        Assert.Single(before.Result.TrackedSteps["Projections"].SelectMany(static step => step.Outputs));
        const string Order = "Shop.Order.Entity.g.cs";
        const string Tile = "Shop.Tile.Projection.g.cs";
        Assert.Contains(Tile, before.Files.Keys);

        AssertPrintedOf([], 2, "=> 1", "=> 2");
        AssertPrintedOf([Order], 0, "string Town", "string Town, string Street");
        AssertPrintedOf([Order], 0, "public int Total", "public int Count { get; init; }\n    public int Total");
        AssertPrintedOf([Order, Tile], 0, "public int Total", "[Fw24.DynamoAttribute(\"sum\")] public int Total");
        AssertPrintedOf([Tile], 1, "int Total", "int? Total");

        void AssertPrintedOf(string[] expected, int file, string text, string edited)
        {
            var after = before.ThenReplace(file, source => source.Replace(text, edited, StringComparison.Ordinal));
            Assert.Equal(expected, after.PrintedSince(before));
        }
    }

    private static string FileOf(string entity) => $"Orders.{entity}.Entity.g.cs";

    private static string WithMember(string source, string member)
    {
        var end = source.LastIndexOf('}');
        return source.Insert(end, member + "\n");
    }

    private static void AssertPrinted(string[] expected, int file, Func<string, string> edit)
    {
        var before = Sample.Run;

        var after = before.ThenReplace(file, edit);

        Assert.Equal(expected, after.PrintedSince(before));
    }
}
