using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests;

/// <summary>Entities and handlers of a library become part of the program that references it.</summary>
public sealed class LibraryTests
{
    private const string Library = """
        using Fw24;

        namespace Stock;

        [DynamoTable("items"), Audit(AuditLoggerType.Console, BatchSize = 3)]
        [GlobalIndex("by-shelf", PartitionKey = nameof(Shelf), Projection = IndexProjection.KeysOnly)]
        [GlobalIndex("by-size", PartitionKeys = [nameof(Count), nameof(Shelf)], SortKeys = [nameof(Shape), nameof(Color)], Projection = IndexProjection.Include, Include = [nameof(Note)])]
        public sealed record Item([property: PartitionKey, DynamoAttribute("pk")] string Id)
        {
            public int Count { get; init; }
            [DynamoAttribute("shelf")] public string Shelf { get; init; } = "";
            [TimeToLive] public DateTimeOffset? Until { get; init; }
            public string? Shape { get; init; }
            public string? Color { get; init; }
            public string? Note { get; init; }
        }

        [DynamoTable("secrets", DeletionProtection = false)]
        internal sealed record Secret([property: PartitionKey] int Id);

        [Idempotent(RetentionDays = 60)]
        internal sealed class Counter : ItemChangeHandler
        {
            protected override Task OnModifiedAsync(ItemChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;

    private const string Program = """
        using Fw24;

        namespace Shop;

        [DynamoTable("items")]
        public sealed record Label([property: PartitionKey, DynamoAttribute("pk")] string Id);

        [OnChange("Shelf", From = "a", To = "b")]
        public sealed class Mover : Stock.ItemChangeHandler
        {
            protected override Task OnModifiedAsync(Stock.ItemChange.Modified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
        }

        public static class Start
        {
            public static void Main() { }
        }
        """;

    internal static readonly GeneratorTest Compiled = GeneratorTest.Run(new TestProject { AssemblyName = "Stock", RootNamespace = "Stock", Sources = [Library] });

    [Fact]
    public void A_program_gathers_the_entities_and_handlers_of_its_libraries()
    {
        var program = GeneratorTest.Run(Referring(Compiled));
        using var loaded = new LoadedApp(Compiled, program);

        var model = loaded.Model("Shop", "Shop.ShopApp");

        Assert.Equal(["items", "secrets"], model.Tables.Select(static table => table.Name));
        Assert.Equal(["a"], model.Handlers[1].OnChangeFrom);
        Assert.Equal(["b"], model.Handlers[1].OnChangeTo);
        Assert.Equal([60, null], model.Handlers.Select(static handler => handler.Idempotent?.RetentionDays));
        var items = model.Tables[0];
        Assert.Equal(["Item", "Label"], items.Entities.Select(static entity => entity.Name));
        Assert.Equal(("entityType", "Until", 3), (items.Discriminator, items.TimeToLive, items.Audit!.BatchSize));
        Assert.Equal("shelf", Assert.Single(items.Indexes[0].PartitionKeys).Name);
        Assert.Equal(["Count", "shelf"], items.Indexes[1].PartitionKeys.Select(static key => key.Name));
        Assert.Equal(["Shape", "Color"], items.Indexes[1].SortKeys.Select(static key => key.Name));
        Assert.Equal(["Note", "entityType"], items.Indexes[1].Include);
        Assert.Equal(IndexProjection.KeysOnly, items.Indexes[0].Projection);
        Assert.NotNull(items.Stream);
        Assert.Equal(Model.KeyType.Number, model.Tables[1].PartitionKey.Type);
        Assert.Equal(["Counter", "Mover"], model.Handlers.Select(static handler => handler.Name));
        Assert.Equal(["shelf"], model.Handlers[1].OnChange);

        // There is one model of each entity for all users.
        Assert.Same(items.Entities[0], model.Handlers[0].Entity);
        Assert.Same(items.Entities[0], model.Handlers[1].Entity);
        Assert.Same(items.Entities[0], loaded.Model("Stock", "Stock.StockApp").Tables[0].Entities[0]);
        Assert.Same(model.Handlers[0], loaded.Model("Stock", "Stock.StockApp").Handlers[0]);
    }

    [Fact]
    public void A_program_without_entities_of_its_own_gathers_all_the_same()
        => Assert.Contains("global::Stock.StockApp.Parts.Stock_Secret", GeneratorTest.Run(Referring(Compiled) with { Sources = ["public static class Start { public static void Main() { } }"] }).Files["ShopApp.g.cs"], StringComparison.Ordinal);

    [Fact]
    public void A_library_gathers_nothing()
        => Assert.Empty(GeneratorTest.Run(Referring(Compiled) with { Sources = ["public static class Other;"], IsExecutable = false }).Files);

    [Fact]
    public void A_library_of_handlers_of_another_librarys_entity_is_gathered()
    {
        var middle = GeneratorTest.Run(new TestProject
        {
            AssemblyName = "Middle",
            RootNamespace = "Middle",
            References = [.. TestReferences.All, Compiled.ToReference()],
            Sources =
            [
                """
                namespace Middle;

                internal sealed class Watcher : Stock.ItemChangeHandler
                {
                    protected override System.Threading.Tasks.Task OnRemovedAsync(Stock.ItemChange.Removed change, Fw24.ChangeContext context, System.Threading.CancellationToken cancellationToken)
                        => System.Threading.Tasks.Task.CompletedTask;
                }
                """,
            ],
        });
        var program = GeneratorTest.Run(Referring(Compiled, middle));
        using var loaded = new LoadedApp(Compiled, middle, program);

        var model = loaded.Model("Shop", "Shop.ShopApp");

        Assert.Equal(["Counter", "Mover", "Watcher"], model.Handlers.Select(static handler => handler.Name));
        Assert.Same(model.Tables[0].Entities[0], model.Handlers[2].Entity);
    }

    [Fact]
    public void Markers_of_another_version_are_skipped()
    {
        var future = GeneratorTest.RunOnly(new TestProject { AssemblyName = "Future", Sources = ["""[assembly: Fw24.Generated.GeneratedApp(2, "Future", false, Parts = "global::Nowhere")] [assembly: Fw24.Generated.GeneratedEntity("items", "Item", Keys = new[] { "pk", "S" }, TableSettings = new object[] { "name", "items" })]"""] });

        Assert.Empty(GeneratorTest.Run(Referring(future) with { Sources = ["public static class Start { public static void Main() { } }"] }).Files);
    }

    [Theory]
    [InlineData("""[assembly: Fw24.Generated.GeneratedApp(1, "Odd", false)] [assembly: Fw24.Generated.GeneratedEntity("items", "Item")]""")]
    [InlineData("""[assembly: Fw24.Generated.GeneratedApp(1, "Odd", false)] [assembly: Fw24.Generated.GeneratedEntity("items", "Item", Keys = new[] { "pk" }, TableSettings = new object[] { "name", "items" })]""")]
    [InlineData("""[assembly: Fw24.Generated.GeneratedApp(1, "Odd", false)] [assembly: Fw24.Generated.GeneratedEntity("items", "Item", Keys = new[] { "pk", "S" }, TableSettings = new object[] { "name" })]""")]
    [InlineData("""[assembly: Fw24.Generated.GeneratedApp(1, "Odd", false)] [assembly: Fw24.Generated.GeneratedEntity("items", null, Keys = null, TableSettings = new object[] { "name", null })]""")]
    [InlineData("""[assembly: Fw24.Generated.GeneratedEntity("items", "Item", Keys = new[] { "pk", "S" }, TableSettings = new object[] { "name", "items" })]""")]
    public void Malformed_markers_are_skipped(string markers)
    {
        var odd = GeneratorTest.RunOnly(new TestProject { AssemblyName = "Odd", Sources = ["#nullable disable\n" + markers] });

        Assert.Empty(GeneratorTest.Run(Referring(odd) with { Sources = ["public static class Start { public static void Main() { } }"] }).Files);
    }

    [Fact]
    public void A_program_that_serves_another_one_has_no_app_of_its_own()
    {
        var program = GeneratorTest.Run(Referring(Compiled));

        Assert.Empty(GeneratorTest.Run(Referring(Compiled, program) with { AssemblyName = "Runner", Sources = ["public static class Run { public static void Main() { } }"] }).Files);
    }

    private static TestProject Referring(params IEnumerable<GeneratorTest> libraries) => new()
    {
        References = [.. TestReferences.All, .. libraries.Select(static library => library.ToReference())],
        Sources = [Program],
        IsExecutable = true,
    };
}
