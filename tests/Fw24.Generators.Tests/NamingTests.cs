using System.Globalization;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests;

/// <summary>Names that are easy to get wrong. Each run also asserts that the generated code compiles without warnings.</summary>
public sealed class NamingTests
{
    private const string Aliased = """
        [global::Fw24.DynamoTable("orders"), global::Fw24.StreamEnabled]
        public sealed class Order
        {
            [global::Fw24.PartitionKey] public required string System { get; init; }
            [global::Fw24.SortKey] public required int Fw24 { get; init; }
            public global::System.Collections.Generic.List<global::System.DateOnly>? Collections { get; init; }
            public string? Tasks { get; init; }
            public string? CodeDom { get; private set; }
        }

        public static class Start { public static void Main() { } }
        """;

    [Fact]
    public void Keywords()
    {
        var test = GeneratorTest.Run("""
            namespace @event.@new;

            [Fw24.DynamoTable("keywords")]
            public sealed class @class
            {
                [Fw24.PartitionKey] public required string @string { get; init; }
                [Fw24.SortKey] public required @enum @default { get; init; }
                public @struct? @null { get; init; }
                public int @return { get; init; } = 1;
                public required string item { get; init; }
                public required string value { get; init; }
                public required string name { get; init; }
                public required string result { get; set; }
                public string element { get; private set; } = "";
                public System.Collections.Generic.List<@struct?> some { get; init; } = [];
                public required string table { get; init; }
                public required string _ { get; init; }
            }

            public enum @enum { @true, @false, None }

            public readonly record struct @struct(int @in, string @out);

            public sealed class @base : classChangeHandler
            {
                protected override System.Threading.Tasks.Task OnRemovedAsync(classChange.Removed change, Fw24.ChangeContext context, System.Threading.CancellationToken cancellationToken)
                    => System.Threading.Tasks.Task.CompletedTask;
            }
            """);

        Assert.Contains("event.new.class.Entity.g.cs", test.Files.Keys);
        Assert.Contains("HandlerModel<global::@event.@new.@base, global::@event.@new.classChange>", test.Files["ShopApp.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_that_generated_code_gives_itself()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            [Fw24.DynamoTable("orders")]
            public sealed record Order
            {
                [Fw24.PartitionKey] public required string OrderKey { get; init; }
                [Fw24.SortKey] public required string Range { get; init; }
                public required string OrderChanges { get; init; }
                public required string OrderCodec { get; init; }
                public required string Model { get; init; }
                public required string Read { get; init; }
                public required string Write { get; init; }
                public required string Key { get; init; }
                public required string Descending { get; init; }
                public required string CancellationToken { get; init; }
                public required string Old { get; init; }
                public required string New { get; init; }
                public required string Header { get; init; }
                public required string _old { get; init; }
            }
            """);

        Assert.Contains("Change<string>? OrderChangesValue", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
        Assert.Contains("OrderKey(string OrderKeyValue, string Range)", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Item", "item")]
    [InlineData("Attribute", "attribute")]
    [InlineData("Value", "value")]
    [InlineData("Result", "result")]
    public void A_property_that_is_called_as_a_variable_of_generated_code(string property, string variable)
    {
        var test = GeneratorTest.Run($$"""
            namespace Shop;

            [Fw24.DynamoTable("orders")]
            public sealed record Order
            {
                [Fw24.PartitionKey] public required string Id { get; init; }
                public string? {{property}} { get; init; }
                public string? Name { get; init; }
            }
            """);

        var file = test.Files["Shop.Order.Entity.g.cs"];
        Assert.Contains($"string? {variable}Value = null;", file, StringComparison.Ordinal);
        Assert.Contains($"if (value.{property} is {{ }} {variable}Value)", file, StringComparison.Ordinal);
        Assert.Contains("string? name = null;", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("At", "time")]
    [InlineData("Time", "at")]
    public void A_key_that_is_called_as_the_time_of_what_was(string key, string time)
    {
        var test = GeneratorTest.Run($$"""
            namespace Shop;

            [Fw24.DynamoTable("orders")]
            public sealed record Order
            {
                [Fw24.PartitionKey] public required string Id { get; init; }
                [Fw24.SortKey] public required string {{key}} { get; init; }
            }
            """);

        Assert.Contains(
            $"System::DateTimeOffset {time}, string id, Fw24::KeyRange<string> {key.ToLowerInvariant()} = default)",
            test.Files["Shop.Order.Entity.g.cs"],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespace Shop { public class System; public class Fw24; public class Collections; public class CodeDom; public class Tasks; public class Threading; }")]
    [InlineData("namespace Shop.System { public class A; } namespace Shop.Fw24 { public class A; } namespace Shop.Collections { public class A; } namespace Shop.CodeDom { public class A; } namespace Shop.Tasks { public class A; } namespace Shop.Threading { public class A; }")]
    [InlineData("public class Collections; public class CodeDom; public class Tasks; public class Threading;")]
    [InlineData("global using Collections = System.Int32; global using CodeDom = System.Int32; global using Tasks = System.Threading.Tasks; global using Threading = System.Int32;")]
    public void The_names_of_aliases(string types)
    {
        GeneratorTest.Run(new TestProject { Sources = [types, $"namespace Shop {{ {Aliased} }}"], IsExecutable = true });
        if (!types.StartsWith("global using", StringComparison.Ordinal))
        {
            // In the global namespace a global using of the same name is the file's own.
            GeneratorTest.Run(new TestProject { Sources = [types.Replace("namespace Shop {", "namespace Other {", StringComparison.Ordinal), Aliased], RootNamespace = "", IsExecutable = true });
        }
    }

    [Fact]
    public void The_global_namespace()
    {
        var test = GeneratorTest.Run(new TestProject
        {
            RootNamespace = "",
            Sources =
            [
                """
                [Fw24.DynamoTable("orders")]
                public sealed record Order([property: Fw24.PartitionKey] string Id, Line[] Lines);

                public sealed record Line(string Sku);
                """,
            ],
        });

        Assert.Contains("Order.Entity.g.cs", test.Files.Keys);
        Assert.All(test.Files.Values, static file => Assert.DoesNotContain("namespace", file, StringComparison.Ordinal));
    }

    [Fact]
    public void Entities_nested_in_other_types_are_named_after_them()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            public static class Sales
            {
                [Fw24.DynamoTable("orders")]
                public sealed record Order([property: Fw24.PartitionKey] string Id, Order.Part Content)
                {
                    public sealed record Part(string Sku, Part? Next);
                }

                internal static class Hidden
                {
                    [Fw24.DynamoTable("notes")]
                    public sealed record Note([property: Fw24.PartitionKey] string Id);
                }

                public sealed class Mailer : SalesOrderChangeHandler
                {
                    protected override System.Threading.Tasks.Task OnInsertedAsync(SalesOrderChange.Inserted change, Fw24.ChangeContext context, System.Threading.CancellationToken cancellationToken)
                        => System.Threading.Tasks.Task.CompletedTask;
                }
            }
            """);

        Assert.Contains("public abstract record SalesOrderChange ", test.Files["Shop.Sales.Order.Entity.g.cs"], StringComparison.Ordinal);
        Assert.Contains("internal abstract record SalesHiddenNoteChange ", test.Files["Shop.Sales.Hidden.Note.Entity.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Shop_SalesMailer", test.Files["ShopApp.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_in_case_only()
    {
        var test = GeneratorTest.Run("""
            namespace Shop
            {
                [Fw24.DynamoTable("orders")]
                public sealed record Order([property: Fw24.PartitionKey] string Id)
                {
                    public int Total { get; init; }
                    public int total { get; init; }
                    public int TOTAL { get; init; }
                }

                [Fw24.DynamoTable("other-orders")]
                public sealed record order([property: Fw24.PartitionKey] string Id);
            }

            namespace shop
            {
                [Fw24.DynamoTable("more-orders")]
                public sealed record Order([property: Fw24.PartitionKey] string Id);
            }
            """);

        Assert.Equal(3, test.Files.Keys.Count(static file => file.Contains("rder.", StringComparison.Ordinal)));
        Assert.Equal(test.Files.Count, test.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void One_class_name_in_two_namespaces()
    {
        var test = GeneratorTest.Run("""
            namespace Shop.Sales
            {
                [Fw24.DynamoTable("sales"), Fw24.StreamEnabled]
                public sealed record Order([property: Fw24.PartitionKey] string Id);

                public sealed class Near : OrderChangeHandler
                {
                    protected override System.Threading.Tasks.Task OnInsertedAsync(OrderChange.Inserted change, Fw24.ChangeContext context, System.Threading.CancellationToken cancellationToken)
                        => System.Threading.Tasks.Task.CompletedTask;
                }
            }

            namespace Shop.Purchases
            {
                [Fw24.DynamoTable("purchases"), Fw24.StreamEnabled]
                public sealed record Order([property: Fw24.PartitionKey] string Id);

                public sealed class Far : Sales.OrderChangeHandler
                {
                    protected override System.Threading.Tasks.Task OnInsertedAsync(Sales.OrderChange.Inserted change, Fw24.ChangeContext context, System.Threading.CancellationToken cancellationToken)
                        => System.Threading.Tasks.Task.CompletedTask;
                }
            }

            namespace Office
            {
                using Shop.Purchases;

                public sealed class Imported : OrderChangeHandler
                {
                    protected override System.Threading.Tasks.Task OnInsertedAsync(OrderChange.Inserted change, Fw24.ChangeContext context, System.Threading.CancellationToken cancellationToken)
                        => System.Threading.Tasks.Task.CompletedTask;
                }

                public sealed class Absolute : global::Shop.Sales.OrderChangeHandler
                {
                    protected override System.Threading.Tasks.Task OnInsertedAsync(Shop.Sales.OrderChange.Inserted change, Fw24.ChangeContext context, System.Threading.CancellationToken cancellationToken)
                        => System.Threading.Tasks.Task.CompletedTask;
                }
            }
            """);

        var app = test.Files["ShopApp.g.cs"];
        Assert.Contains("HandlerModel<global::Shop.Sales.Near, global::Shop.Sales.OrderChange>", app, StringComparison.Ordinal);
        Assert.Contains("HandlerModel<global::Shop.Purchases.Far, global::Shop.Sales.OrderChange>", app, StringComparison.Ordinal);
        Assert.Contains("HandlerModel<global::Office.Imported, global::Shop.Purchases.OrderChange>", app, StringComparison.Ordinal);
        Assert.Contains("HandlerModel<global::Office.Absolute, global::Shop.Sales.OrderChange>", app, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_types_and_enums_of_one_name()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            [Fw24.DynamoTable("orders")]
            public sealed record Order([property: Fw24.PartitionKey] string Id, A.Part One, B.Part Two, Page<A.Kind> Three, Page<B.Kind> Four);

            public static class A
            {
                public sealed record Part(Kind Kind);
                public enum Kind { X }
            }

            public static class B
            {
                public sealed record Part(Kind Kind);
                public enum Kind { Y }
            }

            public sealed record Page<T>(T Content, int Number);
            """);

        Assert.Contains("ReadPage2(ref Fw24::ItemReader item)", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Attribute_names_of_any_text()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            [Fw24.DynamoTable("orders", EntityName = "Bestellung \"ß\"\\")]
            public sealed record Order
            {
                [Fw24.PartitionKey, Fw24.DynamoAttribute("a\"b\\c\n😀")] public required string Id { get; init; }
                [Fw24.DynamoAttribute("ÄÖÜ")] public string? Umlaut { get; init; }
            }
            """);

        Assert.Contains("case 6 when attribute.Is(\"ÄÖÜ\"u8):", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_a_partial_class()
    {
        var test = GeneratorTest.Run(new TestProject
        {
            Sources =
            [
                """
                namespace Shop;
                [Fw24.DynamoTable("orders")] public sealed partial record Order;
                public sealed partial class Mailer : OrderChangeHandler;
                """,
                """
                namespace Shop;
                [Fw24.StreamEnabled(Fifo = true)] public sealed partial record Order { [Fw24.PartitionKey] public required string Id { get; init; } }
                public sealed partial class Mailer : OrderChangeHandler
                {
                    protected override System.Threading.Tasks.Task OnInsertedAsync(OrderChange.Inserted change, Fw24.ChangeContext context, System.Threading.CancellationToken cancellationToken)
                        => System.Threading.Tasks.Task.CompletedTask;
                }
                """,
            ],
        });

        Assert.Contains("StreamEnabledAttribute { Fifo = true }", test.Files["ShopApp.g.cs"], StringComparison.Ordinal);
        Assert.Single(test.Result.TrackedSteps["Handlers"].SelectMany(static step => step.Outputs));
    }

    [Fact]
    public void An_attribute_on_two_parts_is_the_compilers_business()
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources =
            [
                """namespace Shop; [Fw24.DynamoTable("orders")] public sealed partial record Order { [Fw24.PartitionKey] public required string Id { get; init; } }""",
                """namespace Shop; [Fw24.DynamoTable("orders")] public sealed partial record Order;""",
            ],
        });

        Assert.Null(test.Result.Exception);
        Assert.Equal(["CS0579"], test.Complaints.Select(static complaint => complaint.Id));
        Assert.Single(test.Files.Keys, static file => file.EndsWith(".Entity.g.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("orders", "OrdersApp")]
    [InlineData("my-shop_orders", "MyShopOrdersApp")]
    [InlineData("24-hours", "_24HoursApp")]
    public void An_app_is_called_by_its_words(string name, string expected)
    {
        var test = GeneratorTest.Run($$"""
            [assembly: Fw24.Fw24App("{{name}}")]

            namespace Shop;

            [Fw24.DynamoTable("orders")]
            public sealed record Order([property: Fw24.PartitionKey] string Id);
            """);

        Assert.Contains(expected + ".g.cs", test.Files.Keys);
    }

    [Theory]
    [InlineData("my-shop.orders", "MyShopOrdersApp", "my-shop-orders")]
    [InlineData("24 hours", "_24HoursApp", "24-hours")]
    [InlineData("größe", "GrößeApp", "gr--e")]
    [InlineData("_Internal", "InternalApp", "Internal")]
    public void S14_an_app_without_a_name_is_called_as_its_assembly_is(string assembly, string className, string name)
    {
        var test = GeneratorTest.Run(new TestProject
        {
            AssemblyName = assembly,
            Sources = ["""namespace Shop; [Fw24.DynamoTable("orders")] public sealed record Order([property: Fw24.PartitionKey] string Id);"""],
        });

        Assert.Contains($"GeneratedApp(1, \"{name}\", false", test.Files[className + ".g.cs"], StringComparison.Ordinal);
        Assert.Contains($"    Name = \"{name}\",", test.Files[className + ".g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Orders", "", "public sealed record Orders")]
    [InlineData("Acme.Orders", "Acme", "namespace Acme; public sealed record Orders")]
    [InlineData("Acme.Orders.Functions", "Acme", "namespace Acme; public sealed record Orders")]
    [InlineData("Acme.Orders", "", "public sealed record Acme")]
    [InlineData("event", "", "public sealed record @event")]
    [InlineData("Acme.OrderTable", "Acme", "namespace Acme; public sealed record Order")]
    [InlineData("OrderCodec.Functions", "", "public sealed record Order")]
    [InlineData("Orders", "Orders", "namespace Acme; public sealed record Orders")]
    public void A_type_may_be_called_as_the_project_is(string project, string @namespace, string declaration)
    {
        var test = GeneratorTest.Run(new TestProject
        {
            AssemblyName = project,
            RootNamespace = null,
            Sources = ["#pragma warning disable CS8981\n" + declaration.Replace("public", "[Fw24.DynamoTable(\"orders\"), Fw24.StreamEnabled] public", StringComparison.Ordinal) + "([property: Fw24.PartitionKey] string Id);"],
        });

        var app = test.Files.Single(static file => file.Key.EndsWith("App.g.cs", StringComparison.Ordinal)).Value;
        Assert.Equal(@namespace.Length > 0, app.Contains($"\nnamespace {@namespace};\n", StringComparison.Ordinal));
        Assert.Equal(@namespace.Length > 0, app.Contains("\nnamespace ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("namespace Shop.OrderChange { public class X; } namespace Shop { [DynamoTable(\"orders\")] public sealed class Order { KEY } }", 1)]
    [InlineData("namespace Shop { public class Outer { [DynamoTable(\"orders\")] public sealed class Order { KEY } } [DynamoTable(\"notes\")] public sealed class OuterOrder { KEY } }", 7)]
    [InlineData("namespace Shop { public class A { [DynamoTable(\"orders\")] public sealed class BC { KEY } } public class AB { [DynamoTable(\"notes\")] public sealed class C { KEY } } }", 14)]
    [InlineData("namespace Shop { public class Outer { [DynamoTable(\"orders\")] public sealed class Order { KEY } } public sealed class OuterOrder { } }", 0)]
    [InlineData("namespace Shop.Order { public class X; } namespace Shop { [DynamoTable(\"notes\")] public sealed class Note { KEY } }", 0)]
    public async Task CS0101_a_namespace_or_another_entitys_types_may_have_the_names_of_generated_ones(string source, int findings)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = ["using Fw24; " + source.Replace("KEY", "[PartitionKey] public required string Id { get; init; }", StringComparison.Ordinal)] });

        Assert.Equal(Enumerable.Repeat("FW24016", findings), (await AnalyzerTest.DiagnosticsAsync(test)).Select(static diagnostic => diagnostic.Id));
        Assert.Empty(test.Complaints);
    }

    [Theory]
    [InlineData("Shop", "namespace Shop; public sealed record ShopApp;", 1)]
    [InlineData("Shop", "namespace Shop.ShopApp { public class X; }", 1)]
    [InlineData("Shop", "namespace Shop; public sealed class ShopApp<T>;", 0)]
    [InlineData("Shop", "namespace Shop.Other; public sealed class ShopApp;", 0)]
    [InlineData("Acme.Shop", "namespace Shop; public static class AcmeShopAppFunction;", 1)]
    [InlineData("Shop", "namespace Shop; [Fw24.DynamoTable(\"notes\")] public sealed record Note([property: Fw24.PartitionKey] string Id); public sealed class LambdaRecords;", 0)]
    public async Task CS0101_the_types_of_an_app_meet_no_type_of_the_users(string project, string source, int findings)
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            AssemblyName = project,
            IsExecutable = true,
            Sources = [source, "namespace Orders; [Fw24.DynamoTable(\"orders\")] public sealed record Order([property: Fw24.PartitionKey] string Id);", "public static class Program { public static void Main() { } }"],
        });

        Assert.Equal(Enumerable.Repeat("FW24016", findings), (await AnalyzerTest.DiagnosticsAsync(test)).Select(static diagnostic => diagnostic.Id));
        Assert.Empty(test.Complaints);
    }

    [Theory]
    [InlineData("[Sensitive(Redaction.Hmac, Scope = \"a\\r\\nb\\u202e\")]")]
    [InlineData("[SensitiveAttributes(\"Old\", Redaction = Redaction.Hmac, Scope = \"a\\r\\nb\\u202e\")]")]
    [InlineData("[AttributeName(\"a\\r\\nb\\u202e\"), PartitionKey]")]
    public async Task S17_what_a_message_quotes_is_on_its_line(string attribute)
    {
        var (type, member) = attribute.Contains("Attributes(", StringComparison.Ordinal) ? (attribute, "") : ("", attribute);
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [$$"""
            using Fw24;
            {{type}}
            [DynamoTable("orders")]
            public sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
                {{member}} public string? Value { get; init; }
            }
            """] });

        var diagnostics = await AnalyzerTest.DiagnosticsAsync(test);
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, static diagnostic => Assert.DoesNotContain(diagnostic.GetMessage(CultureInfo.InvariantCulture), static c => char.IsControl(c) || c is '\u202e'));
    }

    [Fact]
    public void CS0102_names_with_underscores_are_parts_of_their_own()
    {
        const string Source = """
            namespace A { [Fw24.DynamoTable("one")] public sealed record B_C([property: Fw24.PartitionKey] string Id); }
            namespace A_B { [Fw24.DynamoTable("two")] public sealed record C([property: Fw24.PartitionKey] string Id); }
            namespace A._B { [Fw24.DynamoTable("three")] public sealed record C([property: Fw24.PartitionKey] string Id); }
            namespace A_.B { [Fw24.DynamoTable("four")] public sealed record C([property: Fw24.PartitionKey] string Id); }
            """;
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Source] });

        Assert.Empty(test.Complaints);
    }

    [Theory]
    [InlineData("my-app", "my_app")]
    [InlineData("3d.models", "_3d.models")]
    [InlineData("a.class", "a.@class")]
    public void A_project_may_be_called_as_no_namespace_is(string project, string @namespace)
    {
        var test = GeneratorTest.Run(new TestProject
        {
            AssemblyName = project,
            RootNamespace = null,
            Sources = ["""namespace Shop; [Fw24.DynamoTable("orders")] public sealed record Order([property: Fw24.PartitionKey] string Id);"""],
        });

        Assert.Contains(test.Files.Values, file => file.Contains($"\nnamespace {@namespace};\n", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_obsolete_or_experimental_is_stored_without_a_warning()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            #pragma warning disable CS0612, SHOP1

            [Fw24.DynamoTable("orders")]
            public sealed record Order
            {
                [Fw24.PartitionKey] public required string Id { get; init; }
                [System.Obsolete("Use Id.")] public string? Number { get; init; }
                [System.Diagnostics.CodeAnalysis.Experimental("SHOP1")] public int Score { get; init; }
                public Old? Old { get; init; }
            }

            [System.Obsolete]
            public sealed record Old(string Name);
            """);

        Assert.Contains("#pragma warning disable SHOP1", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nullability_is_not_declared_null_is_a_value()
    {
        var test = GeneratorTest.Run("""
            #nullable disable
            namespace Shop;

            [Fw24.DynamoTable("orders")]
            public class Order
            {
                [Fw24.PartitionKey] public string Id { get; set; }
                public string Text { get; set; }
                public System.Collections.Generic.List<string> Words { get; set; }
                public Line Line { get; set; }
            }

            public class Line
            {
                public string Sku { get; set; }
            }
            """);

        Assert.Contains("text = item.TryReadNull() ? null : item.ReadString();", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_property_of_its_own_is_left_alone()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            public interface IHasNumber { int Number { get; } }

            public abstract record Base
            {
                public string? Shared { get; init; }
                public string? Hidden { get; init; }
            }

            [Fw24.DynamoTable("orders")]
            public sealed record Order : Base, IHasNumber
            {
                public static string Static { get; set; } = "";
                public string Field = "";
                [Fw24.PartitionKey] public required string Id { get; init; }
                [Fw24.DynamoAttribute("internal")] internal string? Asked { get; init; }
                public new int Hidden { get; init; }
                internal string? Unasked { get; init; }
                private string? Secret { get; init; }
                int IHasNumber.Number => 1;
                public int this[int index] => index;
                public string Computed => Id + Secret;
                public string WriteOnly { set => Field = value; }
            }
            """);

        Assert.Contains("""Attributes = new[] { "Asked", "internal", "Hidden", "Hidden", "Id", "Id", "Shared", "Shared" }""", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_comments_of_any_kind()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            /// <summary>Broken <b>.
            [Fw24.DynamoTable("orders")]
            public sealed record Order([property: Fw24.PartitionKey] string Id)
            {
                /// <summary>
                /// Two lines about <see cref="Total"/>
                /// and <c>a &lt; b</c>.
                /// </summary>
                public int Total { get; init; }

                /// <inheritdoc cref="Total"/>
                public int Other { get; init; }

                /// <summary></summary>
                public int Empty { get; init; }
            }
            """.Replace("/// <summary>Broken <b>.\n", "", StringComparison.Ordinal));

        var changes = test.Files["Shop.Order.Entity.g.cs"];
        Assert.Contains("    /// Two lines about <see cref=\"P:Shop.Order.Total\" />\n    /// and <c>a &lt; b</c>.\n", changes, StringComparison.Ordinal);
        Assert.Contains("The change of <see cref=\"global::Shop.Order.Other\"/>, when it changed.", changes, StringComparison.Ordinal);
        Assert.Contains("The change of <see cref=\"global::Shop.Order.Empty\"/>, when it changed.", changes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_has_the_name_of_its_property_unless_its_class_needs_that_name()
        => GeneratorTest.Run("""
            using Fw24;

            namespace Shop;

            [DynamoTable("orders")]
            public sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
                public string? CustomFields { get; init; }
                public string? Fields { get; init; }
                public string? OrderFields { get; init; }
                public string? All { get; init; }
                public string? In { get; init; }
                public string? @class { get; init; }
            }

            public static class Reading
            {
                public static object Of(ITable<Order> orders) => orders.Scan().Where(x => x.CustomFields == "a" & x.Fields == "a"
                    & x.OrderFieldsField == "a" & x.AllField == "a" & x.In == "a" & x.@class == "a");
            }
            """);

    [Fact]
    public void Without_the_runtime_nothing_is_generated()
        => Assert.Empty(GeneratorTest.Run(new TestProject
        {
            References = TestReferences.AttributesOnly,
            Sources = ["""namespace Shop; [Fw24.DynamoTable("orders")] public sealed record Order([property: Fw24.PartitionKey] string Id);"""],
        }).Files);

    [Fact]
    public void Every_file_is_marked_as_generated()
    {
        var test = Sample.Run;

        Assert.All(test.Files.Values, static file =>
        {
            Assert.StartsWith("// <auto-generated/>\n#nullable enable annotations\n#nullable disable warnings\n", file, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', file);
            Assert.DoesNotContain('\t', file);
            Assert.DoesNotContain(" \n", file, StringComparison.Ordinal);
            Assert.All(file.Split('\n').Where(static line => line.StartsWith("using ", StringComparison.Ordinal)), static line => Assert.Matches("^using \\w+ = global::[\\w.]+;$", line));
            Assert.EndsWith("\n", file, StringComparison.Ordinal);
            Assert.False(file.EndsWith("\n\n", StringComparison.Ordinal));
            Assert.DoesNotContain("\n\n\n", file, StringComparison.Ordinal);
        });
        Assert.All(
            test.Output.SyntaxTrees.Except(test.Input.SyntaxTrees).SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax>()),
            static type => Assert.Contains("GeneratedCode", (type.Parent as Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax ?? type).AttributeLists.ToString(), StringComparison.Ordinal));
    }
}
