using System.Text;
using Fw24.Generators.Tests.Entities;
using Fw24.Generators.Tests.Harness;
using Fw24.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests;

/// <summary>Null stays null: it neither becomes a value nor fails without naming its place.</summary>
public sealed class NullTests
{
    [Theory]
    [InlineData("""{"Id":{"S":"1"},"Blob":{"NULL":true},"Mail":{"NULL":true}}""")]
    [InlineData("""{"Id":{"S":"1"},"Card":{"M":{"Mail":{"NULL":true},"Blob":{"NULL":true}}}}""")]
    [InlineData("""{"Id":{"S":"1"},"Blobs":{"L":[{"NULL":true},{"B":""}]},"Mails":{"L":[{"NULL":true}]},"Named":{"M":{"a":{"NULL":true}}}}""")]
    public void F5_NULL_is_read_as_null_where_the_type_converts_from_it(string item)
    {
        var read = Read(item, ContactCodec.Model);

        Assert.Null(read.Blob);
        Assert.Null(read.Mail);
        Assert.Null(read.Card?.Mail);
        Assert.Null(read.Card?.Blob);
        Assert.Null(read.Blobs?[0]);
        Assert.Null(read.Mails?[0]);
        Assert.Null(read.Named?["a"]);
        Assert.True(read.Blobs is null || read.Blobs[1] is { IsEmpty: true });
    }

    [Fact]
    public void F5_null_and_empty_come_back_as_what_they_were()
    {
        var written = new Contact { Id = "1", Blob = ReadOnlyMemory<byte>.Empty, Blobs = [null, default(ReadOnlyMemory<byte>)], Mails = [null, new Email("a@b")], Named = new() { ["x"] = null }, Card = new(null, null) };

        var read = Read(Text(ItemWriter.ToItem(written, ContactCodec.Write)), ContactCodec.Model);

        Assert.Empty(new ContactChanges(written, read));
        Assert.NotNull(read.Blob);
        Assert.Equal(Text(ItemWriter.ToItem(written, ContactCodec.Write)), Text(ItemWriter.ToItem(read, ContactCodec.Write)));
    }

    [Theory]
    [InlineData("DateTime", "Times")]
    [InlineData("DateTimeOffset", "Times")]
    [InlineData("Email", "AreEqualEmail")]
    [InlineData("System.Collections.Immutable.ImmutableArray<Email>", "Lists")]
    public void F5_an_object_may_hold_several_structs_that_may_be_null(string type, string compared)
    {
        var test = GeneratorTest.Run($$"""
            using Fw24;
            namespace Shop;

            [DynamoTable("orders"), StreamEnabled]
            public sealed class Order { [PartitionKey] public required string Id { get; init; } public Span? Span { get; init; } public List<Span?> Spans { get; init; } = []; }

            public sealed record Span({{type}}? From, {{type}}? To = null) { public {{type}}? Third { get; init; } }
            public readonly record struct Email(string Value) { public static implicit operator Email(string value) => new(value.Trim()); }
            """);

        Assert.Contains(compared, test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void F5_no_source_makes_a_value_of_null()
    {
        foreach (var project in new[] { "Fw24.Attributes", "Fw24.Runtime", "Fw24.Local" })
        {
            var compilation = House(project);
            Assert.True(compilation.SyntaxTrees.Length > 5);
            Assert.Empty(NullConversions.Find(compilation, compilation.SyntaxTrees));
        }
    }

    [Fact]
    public void F5_no_generated_code_makes_a_value_of_null()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Fw24.Generators.Tests", "Entities", "Awkward.cs"));
        var all = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Fw24.Generators.Tests", "Entities", "AllTypes.cs"));
        var test = GeneratorTest.Run(new TestProject { Sources = ["global using Fw24;", source, all.Replace("namespace Fw24.Generators.Tests.Entities;", "namespace Other;", StringComparison.Ordinal)] });

        Assert.Empty(NullConversions.Find(test.Output, test.Output.SyntaxTrees.Except(test.Input.SyntaxTrees)));
    }

    [Fact]
    public void F5_a_null_that_becomes_a_value_is_found()
    {
        var tree = CSharpSyntaxTree.ParseText("""
            using System;
            struct Email { public static implicit operator Email(string v) => default; }
            class C
            {
                ReadOnlyMemory<byte>? A(bool c, ReadOnlyMemory<byte> m) => c ? null : m;
                Email? B(int c, Email m) => c switch { 0 => null, _ => m };
                ReadOnlyMemory<byte>? D(bool c, ReadOnlyMemory<byte> m) => c ? default : m;
                Email? E(bool c, Email m) => c ? (Email?)null : m;
                int? F(bool c, int m) => c ? null : m;
                string G(bool c, string m) => c ? null : m;
            }
            """, cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("C", [tree], TestReferences.Platform, GeneratorTest.Options(isExecutable: false));

        Assert.Equal(["c ? null : m", "0 => null", "c ? default : m"], NullConversions.Find(compilation, [tree]).Select(static found => found[(found.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    public static TheoryData<string, string> Nulls => new()
    {
        { "Id", "Basket.Id" },
        { "Part", "Basket.Part" },
        { "Text", "Basket.Text" },
        { "Link", "Basket.Link" },
        { "Bytes", "Basket.Bytes" },
        { "Words", "Basket.Words" },
        { "Tags", "Basket.Tags" },
        { "Named", "Basket.Named" },
        { "Payment", "Basket.Payment" },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void F21_a_null_where_none_is_declared_names_entity_and_attribute(string property, string path)
    {
        var basket = new Basket { Id = "1" };
        typeof(Basket).GetProperty(property)!.SetValue(basket, null);

        AssertRefused(path, () => ItemWriter.ToItem(basket, BasketCodec.Write));
    }

    [Fact]
    public void F21_a_null_within_a_collection_or_an_object_names_its_path()
    {
        Refused("Basket.Words[1]", new() { Id = "1", Words = ["a", null!] });
        Refused("Basket.Blobs[0]", new() { Id = "1", Blobs = [null!] });
        Refused("Basket.Tags", new() { Id = "1", Tags = [null!] });
        Refused("Basket.Named.a", new() { Id = "1", Named = new() { ["a"] = null! } });
        Refused("Basket.Payments[0]", new() { Id = "1", Payments = [null!] });
        Refused("Basket.Payment.Currency", new() { Id = "1", Payment = new() { Currency = null! } });
        Refused("Basket.Payments[1].Currency", new() { Id = "1", Payments = [new(), new() { Currency = null! }] });
        Refused("Basket.Numbers[0]", new() { Id = "1", Numbers = [default] });
        Refused("Basket.Invoice.Parts", new() { Id = "1", Invoice = new(null!) });
        AssertRefused("Basket", static () => ItemWriter.ToItem<Basket>(null!, BasketCodec.Write));

        static void Refused(string path, Basket basket) => AssertRefused(path, () => ItemWriter.ToItem(basket, BasketCodec.Write));
    }

    [Fact]
    public void F21_a_null_in_a_key_or_a_range_of_keys_is_named()
    {
        AssertRefused("Basket.Id", static () => new BasketKey(null!, []).ToItemKey());
        AssertRefused("Basket.Part", static () => new BasketKey("1", null!).ToItemKey());
        AssertRefused("Part", static () => KeyRange.From<byte[]>(null!).Of(new("Id", default), "Part", ItemValue.WriteBytes));
        AssertRefused("Basket.Id", static () => ItemWriter.ToValue<string>("Basket.Id", null!, ItemValue.WriteString));
    }

    [Fact]
    public void F21_where_nullability_is_not_declared_null_is_a_value_in_collections_too()
    {
        var written = new Loose
        {
            Id = "1",
            Words = ["a", null],
            Array = [null, "b"],
            Blobs = [[1], null],
            Named = new() { ["a"] = null, ["b"] = "c" },
            Payments = new(StringComparer.Ordinal) { ["p"] = null },
            Lists = [null, [null]],
            Tags = ["t"],
            Line = new() { Text = null },
            Lines = [null, new() { Text = "x" }],
        };
        var item = Text(ItemWriter.ToItem(written, LooseCodec.Write));

        var read = Read(item, LooseCodec.Model);

        Assert.Contains("""
            "Words":{"L":[{"S":"a"},{"NULL":true}]}
            """, item, StringComparison.Ordinal);
        Assert.Equal(["a", null], read.Words);
        Assert.Equal([null, "b"], read.Array);
        Assert.Equal([[1], null], read.Blobs);
        Assert.Null(read.Named["a"]);
        Assert.Null(read.Payments["p"]);
        Assert.Null(read.Lists[0]);
        Assert.Null(read.Lists[1][0]);
        Assert.Null(read.Lines[0]);
        Assert.Equal(item, Text(ItemWriter.ToItem(read, LooseCodec.Write)));
        Assert.Empty(new LooseChanges(written, read));
        AssertRefused("Loose.Tags", static () => ItemWriter.ToItem(new Loose { Id = "1", Tags = [null] }, LooseCodec.Write));
        AssertRefused("Loose.Id", static () => ItemWriter.ToItem(new Loose(), LooseCodec.Write));
    }

    public static TheoryData<string, string> Derived => new()
    {
        { nameof(Basket.Payment), "Basket.Payment" },
        { nameof(Basket.Payments), "Basket.Payments[1]" },
        { nameof(Basket.Array), "Basket.Array[0]" },
        { nameof(Basket.Named), "Basket.Named.a" },
        { nameof(Basket.Invoice), "Basket.Invoice.Parts[0]" },
        { "Discount", "Basket.Invoice.Discount" },
    };

    [Theory]
    [MemberData(nameof(Derived))]
    public void F3_what_a_derived_object_adds_is_never_dropped_silently(string property, string path)
    {
        var card = new CardPayment { Last4 = "4242" };
        var basket = property switch
        {
            nameof(Basket.Payment) => new Basket { Id = "1", Payment = card },
            nameof(Basket.Payments) => new Basket { Id = "1", Payments = [new(), card] },
            nameof(Basket.Array) => new Basket { Id = "1", Array = [card] },
            nameof(Basket.Named) => new Basket { Id = "1", Named = new() { ["a"] = card } },
            nameof(Basket.Invoice) => new Basket { Id = "1", Invoice = new([card]) },
            _ => new Basket { Id = "1", Invoice = new([], card) },
        };

        var refusal = Assert.Throws<ArgumentException>(() => ItemWriter.ToItem(basket, BasketCodec.Write));

        Assert.Equal($"{path} cannot be stored in DynamoDB: it is a {typeof(CardPayment)}, but only the members of {typeof(Payment)} would be stored.", refusal.Message);
    }

    [Fact]
    public void F3_a_derived_entity_is_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(static () => ItemWriter.ToItem<Basket>(new RushBasket { Id = "1" }, BasketCodec.Write));

        Assert.Equal($"Basket cannot be stored in DynamoDB: it is a {typeof(RushBasket)}, but only the members of {typeof(Basket)} would be stored.", refusal.Message);
    }

    private static void AssertRefused(string path, Func<object?> write)
        => Assert.Equal($"{path} cannot be stored in DynamoDB: it is null, which its declaration does not allow.", Assert.Throws<ArgumentException>(write).Message);

    // The sources of a project of this repository, compiled against the assemblies it was built with.
    private static CSharpCompilation House(string project)
    {
        var folder = Path.Combine(Repository.Root, "src", project);
        var options = GeneratorTest.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).StartsWith("obj", StringComparison.Ordinal) && !Path.GetRelativePath(folder, file).StartsWith("bin", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText(GeneratorTest.ImplicitUsings, options));
        var references = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => Path.GetFileNameWithoutExtension(file) is var name && name != project && (name.StartsWith("AWSSDK", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || name is "Fw24.Attributes" or "Fw24.Runtime"))
            .Select(static file => MetadataReference.CreateFromFile(file));
        return CSharpCompilation.Create(project, trees, [.. TestReferences.Platform, .. references], GeneratorTest.Options(isExecutable: false).WithAllowUnsafe(true));
    }

    private static T Read<T>(string item, EntityModel<T> entity)
        where T : class
    {
        var reader = new ItemReader(Encoding.UTF8.GetBytes(item), entity.Name);
        return entity.Read(ref reader);
    }

    private static string Text(ItemImage item) => Encoding.UTF8.GetString(item.Json.Span);
}
