using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests;

/// <summary>
/// The command line also reports the violations of a rule if handlers and tables of the entity are named: analyzers do not run when declarations do not bind.
/// </summary>
public sealed partial class UnheardTests
{
    private const string Inserted = "protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;";

    // Names all types that are generated for an entity, with a key that most cases have.
    private const string Uses = $$"""
        namespace Shop
        {
            sealed class Mail : OrderChangeHandler
            {
                {{Inserted}}

                protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                {
                    foreach (var difference in change.Changes)
                    {
                        Console.WriteLine(difference);
                    }

                    return Keep(change.Key, change.Changes, change.EventId);
                }

                protected override Task OnRemovedAsync(OrderChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
                    => Keep(change.Key, default, change.Reason.ToString());

                private static Task Keep(OrderKey key, OrderChanges changes, string text)
                    => Task.FromResult((key.ToItemKey(), changes, text));
            }
        }
        """;

    public static TheoryData<string, string> Refused
    {
        get
        {
            var refused = new TheoryData<string, string>();
            foreach (var file in RuleTestFile.All.Where(static file => RuleTest.IsError(file.Id)))
            {
                foreach (var source in file.Refusals)
                {
                    if (source.Contains("class Order", StringComparison.Ordinal) && !source.Contains("Handler", StringComparison.Ordinal))
                    {
                        refused.Add(file.Id, RuleTest.Full(source));
                    }
                }
            }

            return refused;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task W1_a_refused_entity_with_a_handler_is_an_error_on_the_command_line(string id, string source)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [UsesOf(source), source] });

        Assert.Null(test.Result.Exception);
        var errors = await CommandLine.ErrorsAsync(test);
        if (errors.Count is 0)
        {
            // Some rules apply only to a program.
            errors = await CommandLine.ErrorsAsync(GeneratorTest.RunOnly(new TestProject { Sources = [UsesOf(source), source, "public static class Program { public static void Main() { } }"], IsExecutable = true }));
        }

        Assert.Contains(id, errors.Select(static error => error.Id));
        Assert.Equal(errors.Count, errors.Select(static error => error.ToString()).Distinct().Count());
    }

    [Theory]
    [InlineData("[DynamoTable(\"or\")] public sealed class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\")] public sealed class Order { public required string Id { get; init; } }")]
    [InlineData("[DynamoTable(\"orders\")] public sealed class Order { KEY public object? Extra { get; init; } }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled(BatchSize = 0)] public sealed class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\")] public sealed class Order { KEY [Sensitive] public required string Email { get; init; } }")]
    [InlineData("[DynamoTable(\"orders\")] public abstract class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\")] internal sealed class Order { [PartitionKey] public required bool Id { get; init; } }")]
    [InlineData("[DynamoTable(\"orders\")] public sealed class Order { KEY [SortKey] public required List<int> Equals { get; init; } public int Changes { get; } }")]
    [InlineData("public static class Outer { [DynamoTable(\"orders\")] private sealed class Order { KEY } } ")]
    public async Task W1_the_stand_ins_bind_so_that_only_the_rule_is_reported(string entity)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [UsesOf(entity), "using Fw24; namespace Shop { " + Full(entity) + " }"] });

        Assert.Null(test.Result.Exception);
        Assert.Empty(test.GeneratorDiagnostics);
        Assert.All(await CommandLine.ErrorsAsync(test), static error => Assert.StartsWith("FW24", error.Id, StringComparison.Ordinal));
        Assert.NotEmpty(await CommandLine.ErrorsAsync(test));
        Assert.DoesNotContain(test.Files.Values, static file => file.Contains("OrderCodec", StringComparison.Ordinal));
    }

    [Fact]
    public async Task W1_a_table_and_its_typed_methods_bind_as_well()
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources =
            [
                Full("""
                    using Fw24;
                    namespace Shop;
                    [DynamoTable("or")] public sealed record Order { KEY [SortKey] public required int Part { get; init; } public string? State { get; init; } }
                    public sealed class Desk(ITable<Order> orders)
                    {
                        public async Task<string?> StateAsync(OrderChange.Modified change)
                        {
                            await orders.DeleteAsync("1", 2);
                            await foreach (var order in orders.Query("1", KeyRange.From(3)).Where(x => x.State == "Open").Descending())
                            {
                                await orders.PutAsync(order);
                            }

                            return (await orders.GetAsync(orderId: "x", 1))?.State ?? change.Changes.State?.New ?? change.Key.Id;
                        }
                    }
                    """).Replace("orderId: ", "", StringComparison.Ordinal),
            ],
        });

        Assert.Equal(["FW24001"], (await CommandLine.ErrorsAsync(test)).Select(static error => error.Id));
    }

    [Theory]
    [InlineData("FW24001", "or", "PartitionKeys = [\"Shop\", \"Part\"], SortKeys = [\"State\", \"Rank\"]")]
    [InlineData("FW24019", "orders", "PartitionKeys = [\"Shop\", \"Unknown\"], SortKeys = [\"State\", \"Rank\"]")]
    [InlineData("FW24026", "orders", "PartitionKeys = [\"Shop\", \"Shop\"], SortKeys = [\"State\", \"Rank\"]")]
    [InlineData("FW24019", "orders", "SortKey = \"State\"")]
    public async Task A2_1_typed_queries_of_an_index_bind_as_well(string id, string table, string keys)
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources =
            [
                Full($$"""
                    using Fw24;
                    namespace Shop;
                    [DynamoTable("{{table}}")]
                    [GlobalIndex("by-shop", {{keys}})]
                    public sealed record Order
                    {
                        KEY
                        public required int Part { get; init; }
                        public string? Shop { get; init; }
                        public string? State { get; init; }
                        public int? Rank { get; init; }
                    }

                    public sealed class Desk(ITable<Order> orders)
                    {
                        public async Task CountAsync()
                        {
                            await foreach (var order in orders.QueryByShop("s", 1, "Open").Descending().Take(3))
                            {
                            }
                        }
                    }
                    """),
            ],
        });

        Assert.Equal([id], (await CommandLine.ErrorsAsync(test)).Select(static error => error.Id));
    }

    [Theory]
    [InlineData("FW24016", "[DynamoTable(\"orders\")] public sealed class Order { KEY } public sealed record OrderChange;")]
    [InlineData("FW24016", "[DynamoTable(\"orders\")] public sealed class Order { KEY } public sealed record OrderKey;")]
    [InlineData("FW24003", "[DynamoTable(\"orders\")] public sealed class Order<T> { KEY }")]
    [InlineData("FW24003", "[DynamoTable(\"orders\")] file sealed class Order { KEY }")]
    [InlineData("FW24314", "public sealed class Order { public string? Id { get; init; } }")]
    public async Task W1_an_entity_without_a_possible_stand_in_is_reported_by_the_generator(string id, string entity)
    {
        var source = "using Fw24; namespace Shop { " + Full(entity) + " }";
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [UsesOf(source), source] });

        Assert.Null(test.Result.Exception);
        var error = Assert.Single(test.GeneratorDiagnostics);
        Assert.Equal(id, error.Id);
        Assert.True(error.Location.IsInSource);
        Assert.Contains(await CommandLine.ErrorsAsync(test), printed => printed.Id == id);
    }

    [Theory]
    [InlineData("sealed class H : LaonChangeHandler { }")]
    [InlineData("sealed class H : LaonChangeHandler { protected override Task OnInsertedAsync(LaonChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask; }")]
    [InlineData("sealed class H : Lending.LoanChangeHandler { }")]
    [InlineData("sealed class H : global::Shop.NoteChangeHandler { } namespace Papers { [DynamoTable(\"notes\")] public sealed class Note { KEY } }")]
    [InlineData("sealed class H : NoteChangeHandler { } namespace Papers { [DynamoTable(\"no\")] public sealed class Note { KEY } }")]
    public async Task W1_a_handler_whose_base_nobody_has_hides_no_error_of_another_entity(string handler)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Full($"using Fw24; namespace Shop {{ [DynamoTable(\"orders\")] public sealed class Order {{ public required string OrderId {{ get; init; }} }} {handler} }}")] });

        var errors = (await CommandLine.ErrorsAsync(test)).Select(static error => error.Id).ToList();
        Assert.Contains(errors, static id => id is "CS0246" or "CS0234");
        Assert.Contains("FW24004", errors);
    }

    [Fact]
    public void W1_the_analyzers_alone_report_a_refused_entity_whose_base_has_a_stand_in()
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Full("using Fw24; namespace Shop { sealed class Mail : OrderChangeHandler { " + Inserted + " } sealed class Pages : Papers.NoteChangeHandler { } namespace Papers { [DynamoTable(\"no\")] public sealed class Note { KEY } } [DynamoTable(\"or\")] public sealed class Order { KEY } }")] });

        Assert.Empty(test.GeneratorDiagnostics);
    }

    [Theory]
    [InlineData("StreamEnabled", "FW24007")]
    [InlineData("Audit(AuditLoggerType.Console)", "FW24007")]
    [InlineData("Serializable", "FW24007 FW24305")]
    public async Task W1_a_tables_stream_that_a_refused_entity_states_is_not_missed(string stream, string expected)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Full($"using Fw24; namespace Shop {{ [DynamoTable(\"orders\")] public sealed class Order {{ KEY }} [DynamoTable(\"orders\"), {stream}] public sealed class Note {{ KEY public object? Extra {{ get; init; }} }} sealed class Mail : OrderChangeHandler {{ {Inserted} }} }}")] });

        Assert.Equal(expected.Split(' '), (await CommandLine.ErrorsAsync(test)).Select(static error => error.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task W1_what_the_generator_and_an_analyzer_say_is_printed_once()
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Full("using Fw24; [DynamoTable(\"orders\")] public sealed class Order { KEY } public sealed record OrderChange; [DynamoTable(\"or\")] public sealed class Note { KEY }")] });

        Assert.NotEmpty(test.GeneratorDiagnostics);
        Assert.NotEmpty(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal(["FW24001", "FW24016"], (await CommandLine.ErrorsAsync(test)).Select(static error => error.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void W1_what_the_generator_says_is_turned_off_as_any_rule_is()
    {
        var source = Full("#pragma warning disable FW24016\nusing Fw24; [DynamoTable(\"orders\")] public sealed class Order { KEY } public sealed record OrderChange;");

        Assert.All(GeneratorTest.RunOnly(new TestProject { Sources = [source] }).GeneratorDiagnostics, static diagnostic => Assert.True(diagnostic.IsSuppressed));
    }

    [Theory]
    [InlineData("FW24403", "[InfrastructureStack] public class ShopStack : Amazon.CDK.Stack;", "")]
    [InlineData("FW24404", "[InfrastructureStack] public partial class ShopStack;", "")]
    [InlineData("FW24405", "[InfrastructureStack] public partial class ShopStack : Amazon.CDK.Stack;", "")]
    [InlineData("FW24001", "[InfrastructureStack] public partial class ShopStack : Amazon.CDK.Stack;", "[DynamoTable(\"or\")] public sealed class Order { KEY }")]
    [InlineData("FW24501", "[InfrastructureStack] public partial class ShopStack : Amazon.CDK.Stack;", "[DynamoTable(\"orders\")] public sealed class Order { KEY } [DynamoTable(\"orders\")] public sealed class Note { [PartitionKey] public required int Id { get; init; } }")]
    public async Task W1_a_stack_that_is_not_generated_is_an_error_where_the_app_adds_to_it(string id, string stack, string entity)
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = ["using Fw24; namespace Shop { " + Full(stack + " " + entity) + " public partial class OrdersTable { partial void Configure(object props) { } } }", "namespace Amazon.CDK { public class Stack; }"],
        });

        var errors = await CommandLine.ErrorsAsync(test);
        Assert.Contains("CS0759", errors.Select(static error => error.Id));
        Assert.Contains(id, errors.Select(static error => error.Id));
    }

    [Fact]
    public async Task W1_an_entity_of_a_library_that_generated_nothing_is_an_error_in_the_app()
    {
        // Like a library for an older framework, which has only the attributes.
        var library = CSharpCompilation.Create(
            "Shop.Entities",
            [CSharpSyntaxTree.ParseText(Full("using Fw24; namespace Shop.Entities { [DynamoTable(\"orders\")] public sealed class Order { KEY } }"), GeneratorTest.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)],
            TestReferences.AttributesOnly,
            GeneratorTest.Options(isExecutable: false)).ToMetadataReference();
        var test = GeneratorTest.RunOnly(new TestProject { Sources = ["using Fw24; using Shop.Entities; namespace Shop { public sealed class Mail : OrderChangeHandler { " + Inserted + " } }"], References = [.. TestReferences.All, library] });

        var errors = await CommandLine.ErrorsAsync(test);
        var error = Assert.Single(errors, static error => error.Id.StartsWith("FW24", StringComparison.Ordinal));
        Assert.Equal("FW24314", error.Id);
        Assert.Contains("nothing was generated for Shop.Entities.Order in Shop.Entities", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W1_an_entity_that_a_library_refuses_in_silence_is_an_error_in_the_app()
    {
        var library = GeneratorTest.RunOnly(new TestProject { AssemblyName = "Lib", RootNamespace = "Lib", Sources = [Full("using Fw24; namespace Lib; [DynamoTable(\"or\")] public sealed class Order { KEY }")] });
        var test = GeneratorTest.RunOnly(new TestProject { Sources = ["using Fw24; using Lib; namespace Shop { public sealed class Mail : OrderChangeHandler { " + Inserted + " } }"], References = [.. TestReferences.All, library.ToReference()] });

        Assert.Equal(["FW24314"], (await CommandLine.ErrorsAsync(test)).Select(static error => error.Id));
    }

    [Fact]
    public async Task W1_a_handler_of_another_programs_entity_is_no_error()
    {
        // As in the program's tests: the program serves only its own handlers.
        var program = GeneratorTest.RunOnly(new TestProject { AssemblyName = "App", RootNamespace = "App", IsExecutable = true, Sources = [Full("using Fw24; namespace App; [DynamoTable(\"orders\"), StreamEnabled] public sealed class Order { KEY } public static class Program { public static void Main() { } }")] });
        var test = GeneratorTest.RunOnly(new TestProject { Sources = ["using Fw24; using App; namespace Shop { public sealed class Probe : OrderChangeHandler { " + Inserted + " } }"], References = [.. TestReferences.All, program.ToReference()] });

        Assert.Empty(await CommandLine.ErrorsAsync(test));
    }

    [Fact]
    public void W1_an_edit_elsewhere_prints_no_stand_in_again()
    {
        var before = GeneratorTest.RunOnly(new TestProject { Sources = [Full("using Fw24; namespace Shop; [DynamoTable(\"or\")] public sealed class Order { KEY }"), "public static class Other { public static int One() => 1; }"] });

        var after = before.ThenReplace(1, static source => source.Replace("=> 1", "=> 2", StringComparison.Ordinal));

        Assert.Equal(["Shop.Order.StandIn.g.cs"], after.Files.Keys);
        Assert.Empty(after.PrintedSince(before));
        Assert.Empty(before.ThenReplace(0, static source => "// Moved.\n" + source).PrintedSince(before));
    }

    // The generated types of a nested class include the names of its containing classes.
    private static string UsesOf(string source) => "using Fw24; " + (NestedOrder().IsMatch(source) && !source.Contains("Outer?", StringComparison.Ordinal)
        ? Uses.Replace("OrderChange", "OuterOrderChange", StringComparison.Ordinal).Replace("OrderKey", "OuterOrderKey", StringComparison.Ordinal)
        : Uses);

    private static string Full(string source)
        => source.Replace("KEY", "[PartitionKey] public required string Id { get; init; }", StringComparison.Ordinal);

    [GeneratedRegex(@"class Outer\s+\{")]
    private static partial Regex NestedOrder();
}
