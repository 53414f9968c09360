using System.Globalization;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24007: a stored property has a type that an item can hold.</summary>
public sealed class PropertyTypeRuleTests
{
    // C# 15, if the compiler knows it.
    private static readonly LanguageVersion? s_newest = LanguageVersionFacts.TryParse("15.0", out var version) ? version : null;

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public object? {|FW24007:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public (int, int) {|FW24007:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Dictionary<int, string>? {|FW24007:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public int[,]? {|FW24007:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public IDisposable? {|FW24007:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Exception? {|FW24007:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public List<Dictionary<string, Func<int>>>? {|FW24007:Value|} { get; init; }
        }
        """)]
    public Task A_type_that_no_item_can_hold_is_refused(string markup) => RuleTest.ViolatesAsync("FW24007", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public HashSet<bool>? {|FW24007:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public HashSet<string?>? {|FW24007:Value|} { get; init; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public HashSet<ReadOnlyMemory<byte>>? {|FW24007:Value|} { get; init; }
        }
        """)]
    public Task A_set_of_other_values_is_refused(string markup) => RuleTest.ViolatesAsync("FW24007", markup);

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Empty? {|FW24007:Value|} { get; init; }
        }

        public sealed class Empty;
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Abstract? {|FW24007:Value|} { get; init; }
        }

        public abstract class Abstract
        {
            public int Number { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Words? {|FW24007:Value|} { get; init; }
        }

        public sealed class Words : List<string>
        {
            public int Number { get; set; }
        }
        """)]
    public Task An_empty_or_abstract_class_and_a_derived_list_are_refused(string markup) => RuleTest.ViolatesAsync("FW24007", markup);

    /// <summary>Unions and closed classes as C# 15 compiles them and, where the compiler knows C# 15, as they are written.</summary>
    public static TheoryData<string, string> TypesWithoutObjects()
    {
        const string Union = "a record with a nullable property for each case of the union, convert it with [DynamoConverter]";
        const string Abstract = "a record with the properties of all classes that derive from it, convert it with [DynamoConverter]";
        var data = new TheoryData<string, string>
        {
            { "public readonly struct Pet(Cat cat) : System.Runtime.CompilerServices.IUnion { public object? Value { get; } = cat; }", Union },
            { "public abstract record Pet(int Age);", Abstract },
        };
        if (s_newest is not null)
        {
            data.Add("public union Pet(Cat, Dog);", Union);
            data.Add("public closed record Pet; public sealed record Puppy(int Age) : Pet;", Abstract);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TypesWithoutObjects))]
    public async Task A2_9_a_union_or_abstract_class_is_refused_with_its_remedy(string type, string remedy)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [WithPet(type)], Language = s_newest });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test), static diagnostic => diagnostic.Id is "FW24007");
        Assert.Equal($"Order.Pet: an item cannot hold Shop.Pet?. Store {remedy}, or exclude the property with [DynamoIgnore].", diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A2_9_a_union_with_a_converter_is_stored()
    {
        Assert.SkipWhen(s_newest is null, "The compiler does not know unions.");
        var source = WithPet("""
            [DynamoConverter<PetConverter>] public union Pet(Cat, Dog);
            public sealed record StoredPet(Cat? Cat, Dog? Dog);
            public sealed class PetConverter : IDynamoConverter<Pet, StoredPet>
            {
                public static StoredPet ToStored(Pet value) => new(value.Value as Cat, value.Value as Dog);
                public static Pet FromStored(StoredPet stored) => stored.Cat is { } cat ? cat : stored.Dog!;
            }
            """);

        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(GeneratorTest.Run(new TestProject { Sources = [source], Language = s_newest })));
    }

    [Theory]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Outer? Value { get; init; }
        }

        public sealed class Outer
        {
            public char {|FW24007:Inner|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        public class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Node<string>? Value { get; set; }
        }

        public sealed class Node<T>
        {
            public T? Value { get; set; }
            public Node<List<T>>? {|FW24007:Next|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Line { get; init; }
        }

        class Line
        {
            public char {|FW24007:Letter|} { get; set; }
        }
        """)]
    [InlineData("""
        [DynamoTable("orders")]
        class Order : Base
        {
            [PartitionKey] public required string Id { get; init; }
        }

        class Base
        {
            public object? {|FW24007:Value|} { get; set; }
        }
        """)]
    public Task A_type_within_another_is_refused_where_it_is_declared(string markup) => RuleTest.ViolatesAsync("FW24007", markup);

    [Fact]
    public Task A_property_whose_field_is_ignored_is_not_checked() => RuleTest.AllowsAsync("""
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            [field: DynamoIgnore, NonSerialized] public object? Handle { get; set; }
        }
        """);

    [Fact]
    public Task A_nested_type_of_two_entities_is_reported_once() => RuleTest.ViolatesAsync("FW24007", """
        [DynamoTable("orders")]
        class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Line { get; init; }
        }

        [DynamoTable("notes")]
        class Note
        {
            [PartitionKey] public required string Id { get; init; }
            public Line? Line { get; init; }
        }

        class Line
        {
            public char {|FW24007:Letter|} { get; set; }
        }
        """);

    [Fact]
    public async Task A_nested_type_of_another_assembly_is_reported_at_the_entity()
    {
        var library = GeneratorTest.Run(new TestProject
        {
            AssemblyName = "Lib",
            Sources = ["""
                namespace Lib;

                public class Line
                {
                    public char Letter { get; set; }
                }
                """],
        });
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = [RuleTest.Full("""
                [DynamoTable("orders")]
                class Order
                {
                    [PartitionKey] public required string Id { get; init; }
                    public Lib.Line? Line { get; init; }
                }
                """)],
            References = [.. TestReferences.All, library.ToReference()],
        });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal("FW24007", diagnostic.Id);
        Assert.Contains("Lib.Line.Letter", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(diagnostic.Location.IsInSource);
    }

    [Theory]
    [InlineData("""
        public sealed class Node<T>
        {
            public T? Value { get; set; }
            public Node<List<T>>? Next { get; set; }
        }
        """)]
    [InlineData("""
        public sealed class Node<T>
        {
            public T? Value { get; set; }
            public Node<List<T>>? Left { get; set; }
            public Node<T[]>? Right { get; set; }
        }
        """)]
    [InlineData("""
        public sealed class Node<T>
        {
            public T? Value { get; set; }
            public List<Node<T[]>>? Left { get; set; }
            public Dictionary<string, Node<Dictionary<string, T>>>? Right { get; set; }
        }
        """)]
    [InlineData("""
        public sealed class Node<T>
        {
            public Other<List<T>>? Next { get; set; }
        }

        public sealed class Other<T>
        {
            public Node<T>? Back { get; set; }
            public int Number { get; set; }
        }
        """)]
    [InlineData("""
        public struct Node<T>
        {
            public T? Value { get; set; }
            public Node<List<T>>[]? Next { get; set; }
        }
        """)]
    [InlineData("""
        public sealed class Node<T>
        {
            public Inner? Value { get; set; }

            public sealed class Inner
            {
                public int X { get; set; }
                public Node<List<T>>.Inner? Next { get; set; }
            }
        }
        """)]
    public async Task F8_a_type_that_grows_without_end_is_refused(string types)
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = [$$"""
                using Fw24;

                namespace Shop;

                [DynamoTable("orders")]
                public sealed class Order
                {
                    [PartitionKey] public required string Id { get; init; }
                    public Node<string>? Root { get; set; }
                }

                {{types}}
                """],
        });

        Assert.Null(test.Result.Exception);
        Assert.DoesNotContain(test.Files.Keys, static file => file.EndsWith(".Entity.g.cs", StringComparison.Ordinal));
        var diagnostics = await AnalyzerTest.DiagnosticsAsync(test);
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, static diagnostic => Assert.Equal("FW24007", diagnostic.Id));
        Assert.Equal(diagnostics.Count, diagnostics.Select(static diagnostic => diagnostic.Location).Distinct().Count());
        Assert.True(diagnostics.Count <= 2, string.Join('\n', diagnostics));
        var messages = diagnostics.Select(static diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)).ToList();
        Assert.All(messages, static message => Assert.DoesNotContain("List<List", message, StringComparison.Ordinal));
        Assert.Contains("type arguments that grow", messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public void F8_a_type_within_itself_that_ends_is_stored() => GeneratorTest.Run("""
        using Fw24;

        namespace Shop;

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Box<Box<Box<Box<string>>>>? Root { get; set; }
            public Node<string>? Node { get; set; }
        }

        public sealed record Box<T>(T Value);

        public sealed class Node<T>
        {
            public T? Value { get; set; }
            public List<Node<T>> Next { get; set; } = [];
        }
        """);

    // The types of .NET 11 that the compiler needs for unions and closed classes are declared here.
    private static string WithPet(string pet) => $$"""
        using Fw24;
        [assembly: Fw24App("shop")]
        namespace System.Runtime.CompilerServices
        {
            public sealed class UnionAttribute : Attribute;
            public sealed class IsClosedTypeAttribute : Attribute;
            public interface IUnion { object? Value { get; } }
        }
        namespace Shop
        {
            public sealed record Cat(string Name);
            public sealed record Dog(string Name);
            {{pet}}

            [DynamoTable("orders")]
            public class Order
            {
                [PartitionKey] public required string Id { get; init; }
                public Pet? Pet { get; init; }
            }
        }
        """;
}
