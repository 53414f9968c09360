extern alias generator;

using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;
using Fw24.Messages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Generators.Tests;

/// <summary>[Sensitive] counts wherever it is declared, or is reported: a secret never silently stays in clear.</summary>
public sealed partial class SecretTests
{
    private const string Key = "[PartitionKey] public required string Id { get; init; }";
    private const string Remove = "new(\"Email\", Fw24::Redaction.Remove)";
    private const string Unmodelled = Remove + " { IsUnmodelled = true }";
    private const string Contact = "public interface IContact { [Sensitive] string? Email { get; } } ";

    /// <summary>Declarations that make Email a secret in places other than the stored property.</summary>
    public static TheoryData<string> Inherited =>
    [
        Contact + "ENTITY : IContact { KEY public string? Email { get; set; } }",
        Contact + "ENTITY : IContact { KEY public string? Email { get; private set; } }",
        Contact + "public interface IPerson : IContact; ENTITY : IPerson { KEY public string? Email { get; set; } }",
        Contact + "public interface IPerson : IContact { new string? Email { get; } } ENTITY : IPerson { KEY public string? Email { get; set; } }",
        Contact + "public abstract class Base : IContact { public abstract string? Email { get; set; } } ENTITY : Base { KEY public override string? Email { get; set; } }",
        Contact + "public class Base : IContact { public string? Email { get; set; } } ENTITY : Base { KEY }",
        Contact + "public class Base : IContact { public string? Email { get; set; } } ENTITY : Base { KEY public new string? Email { get; set; } }",
        Contact + "public class Base : IContact { public virtual string? Email { get; set; } } public class Middle : Base { public override string? Email { get; set; } } ENTITY : Middle { KEY public override string? Email { get; set; } }",
        Contact + "public class Base { public string? Email { get; set; } } ENTITY : Base, IContact { KEY }",
        Contact + "ENTITY : IContact { KEY [DynamoIgnore] string? IContact.Email => Email; [Sensitive] public string? Email { get; set; } }",
        Contact + "ENTITY : IContact { KEY [DynamoIgnore] string? IContact.Email => Email?.ToString(); public Uri? Email { get; set; } }",
        Contact + "ENTITY : IContact { KEY string? IContact.Email { get; } public string? Email { get; set; } }",
        "public interface IHas<T> { [Sensitive] T? Email { get; } } ENTITY : IHas<string>, IHas<int> { KEY public string? Email { get; set; } int IHas<int>.Email { get; } }",
        Contact + "ENTITY : IContact { KEY public string? Email { get => field?.Trim(); set; } }",
        "public interface IHas<T> { [Sensitive] T? Email { get; } } ENTITY : IHas<string> { KEY public string? Email { get; set; } }",
        "public interface IHas<T> { [Sensitive] T? Email { get; } } public class Base<T> : IHas<T> { public T? Email { get; set; } } ENTITY : Base<string> { KEY }",
        "public static class Outer { public interface IContact { [Sensitive] string? Email { get; set; } } } ENTITY : Outer.IContact { KEY public string? Email { get; set; } }",
        "internal interface IContact { [Sensitive] string? Email { get; } } ENTITY : IContact { KEY public string? Email { get; set; } }",
        "public interface IContact { [Sensitive] string? Email => null; } ENTITY : IContact { KEY public string? Email { get; set; } }",
        "public class Base { [Sensitive] public string? Email { get; set; } } ENTITY : Base { KEY public new string? Email { get; set; } }",
        "public class Base { [Sensitive] public string? Email { get; set; } } ENTITY : Base { KEY }",
        "public class Base { [Sensitive] public string? Email { get; set; } } public class Middle : Base { public new virtual string? Email { get; set; } } ENTITY : Middle { KEY public override string? Email { get; set; } }",
        "public class Base { [Sensitive] public object? Email { get; set; } } ENTITY : Base { KEY public new string? Email { get; set; } }",
        "public class Base { [Sensitive] protected string? Email { get; set; } } ENTITY : Base { KEY public new string? Email { get; set; } }",
        "public class Base { [Sensitive] public virtual string? Email { get; set; } } public class Middle : Base { public override string? Email { get; set; } } ENTITY : Middle { KEY public override string? Email { get; set; } }",
        "public abstract class Base { [Sensitive] public abstract string? Email { get; set; } } ENTITY : Base { KEY public override string? Email { get; set; } }",
        "public abstract class Base { [Sensitive] public abstract string? Email { get; } } ENTITY : Base { KEY public override string? Email => Id; }",
        "public class Base<T> { [Sensitive] public T? Email { get; set; } } ENTITY : Base<string> { KEY public new string? Email { get; set; } }",
        "PARTIAL { KEY [Sensitive] public partial string? Email { get; set; } } PARTIAL { public partial string? Email { get => field; set => field = value; } }",
        "PARTIAL { KEY public partial string? Email { get; set; } } PARTIAL { [Sensitive] public partial string? Email { get => field; set => field = value; } }",
        Contact + "[DynamoTable(\"orders\")] public sealed record Order([property: PartitionKey] string Id, string? Email = null) : IContact;",
        Contact + "public record Base(string? Email) : IContact; [DynamoTable(\"orders\")] public sealed record Order([property: PartitionKey] string Id, string? Email) : Base(Email);",
        "public record Base([property: Sensitive] string? Email); [DynamoTable(\"orders\")] public sealed record Order([property: PartitionKey] string Id, string? Email) : Base(Email);",
        Contact + "public interface IPerson { [Sensitive] string? Email { get; } } ENTITY : IContact, IPerson { KEY public string? Email { get; set; } }",
        Contact.Replace("Sensitive", "Sensitive(Redaction.Hmac)", StringComparison.Ordinal) + "ENTITY : IContact { KEY [Sensitive] public string? Email { get; set; } }",
    ];

    [Theory]
    [MemberData(nameof(Inherited))]
    public async Task S1_a_secret_is_one_wherever_that_is_said(string source)
    {
        var test = GeneratorTest.Run(Full(source));

        Assert.Equal(Remove, Sensitive(test));
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
    }

    [Theory]
    [MemberData(nameof(Inherited))]
    public async Task S1_what_the_audit_leaves_out_is_left_out_wherever_that_is_said(string source)
    {
        var ignored = Full(SensitiveAttribute().Replace(source, "AuditIgnore"));
        var test = GeneratorTest.Run(ignored);

        Assert.Contains("AuditIgnored = [\"Email\"],", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
    }

    [Theory]
    [MemberData(nameof(Inherited))]
    public async Task S1_a_read_of_an_inherited_secret_from_a_change_is_pointed_out(string source)
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources =
            [
                Full(source).Replace("DynamoTable(\"orders\")", "DynamoTable(\"orders\"), StreamEnabled", StringComparison.Ordinal),
                """
                using Fw24; namespace Shop;
                public sealed class Mailer : OrderChangeHandler
                {
                    protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Console.Out.WriteLineAsync(change.New.Email);
                }
                """,
            ],
        });

        Assert.Equal(["FW24316"], (await AnalyzerTest.DiagnosticsAsync(test)).Select(static diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("public interface IContact { [Sensitive(Redaction.Hmac)] string? Email { get; } }", "{ KEY public string? Email { get; set; } }", "new(\"Email\", Fw24::Redaction.Hmac)")]
    [InlineData("public interface IContact { [Sensitive(Redaction.Mask)] string? Email { get; } }", "{ KEY [DynamoAttribute(\"mail\")] public string? Email { get; set; } }", "new(\"mail\", Fw24::Redaction.Mask)")]
    [InlineData("public interface IContact { [Sensitive(Redaction.Mask)] string Email { get; } }", "{ KEY [Sensitive(Redaction.Hmac)] public required string Email { get; set; } }", "new(\"Email\", Fw24::Redaction.Hmac)")]
    public void S1_a_redaction_is_inherited_and_the_property_may_say_another(string contact, string members, string expected)
        => Assert.Equal(expected, Sensitive(GeneratorTest.Run(Full($"{contact} ENTITY : IContact {members}"))));

    [Fact]
    public void S1_a_referenced_assemblys_interface_and_base_count()
    {
        var library = CSharpCompilation.Create(
            "Lib",
            [CSharpSyntaxTree.ParseText("using Fw24; namespace Lib; public interface IContact { [Sensitive] string? Email { get; } } public class Person { [Sensitive] public string? Phone { get; set; } [Sensitive(Redaction.Mask)] public virtual string? Name { get; set; } }", GeneratorTest.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)],
            TestReferences.AttributesOnly,
            GeneratorTest.Options(isExecutable: false));
        using var stream = new MemoryStream();
        Assert.True(library.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        var test = GeneratorTest.Run(new TestProject
        {
            Sources = [Full("ENTITY : Lib.Person, Lib.IContact { KEY public string? Email { get; set; } public new string? Phone { get; set; } public override string? Name { get; set; } }")],
            References = [.. TestReferences.All, MetadataReference.CreateFromImage(stream.ToArray())],
        });

        Assert.Equal($"{Remove}, new(\"Name\", Fw24::Redaction.Mask), new(\"Phone\", Fw24::Redaction.Remove)", Sensitive(test));
    }

    [Fact]
    public async Task S1_so_is_one_that_hides_a_secret()
    {
        var test = GeneratorTest.Run(Full("public class Base { [Sensitive] public string? Email { get; set; } } ENTITY : Base { KEY public new string? Email => Mail; public string? Mail { get; set; } }"));

        // A separate diagnostic reports that the hidden property is not stored.
        Assert.Equal(["FW24030", "FW24224"], (await AnalyzerTest.DiagnosticsAsync(test)).Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("public class Base { [Sensitive] public string? Email { get; set; } }", 0)]
    [InlineData("public interface IContact { [Sensitive] string? Email { get; } }", 0)]
    [InlineData("internal interface IContact { [Sensitive] string? Email { get; } }", 1)]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")] internal interface IContact { [Sensitive] string? Email { get; } }", 0)]
    public async Task S1_what_a_library_shows_to_others_may_be_their_entities(string types, int findings)
        => Assert.Equal(findings, (await AnalyzerTest.DiagnosticsAsync(GeneratorTest.Run($"using Fw24; {types}"))).Count);

    [Fact]
    public async Task S1_a_secret_that_is_said_of_an_explicit_implementation_is_pointed_out()
        => Assert.Contains("FW24025", (await AnalyzerTest.DiagnosticsAsync(GeneratorTest.RunOnly(new TestProject { Sources = [Full("public interface IContact { string? Email { get; } } ENTITY : IContact { KEY [Sensitive] string? IContact.Email => Mail; public string? Mail { get; set; } }")] }))).Select(static diagnostic => diagnostic.Id));

    [Theory]
    [InlineData("[Sensitive] string? Email")]
    [InlineData("[param: Sensitive] string? Email")]
    [InlineData("[field: Sensitive] string? Email")]
    public void S1_a_records_parameter_cannot_be_sensitive_but_its_property_can(string parameter)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [Full($"[DynamoTable(\"orders\")] public sealed record Order([property: PartitionKey] string Id, {parameter} = null);")] });

        Assert.Contains(test.Input.GetDiagnostics(TestContext.Current.CancellationToken), static diagnostic => diagnostic is { Id: "CS0592", Severity: DiagnosticSeverity.Error });
    }

    [Theory]
    [InlineData("[Sensitive(Redaction.Hmac)] public required string Email { get; set; }", "PartitionKey = nameof(Email)", "Hmac")]
    [InlineData("[Sensitive(Redaction.Mask)] public string Email { get; set; } = \"none\";", "PartitionKey = nameof(Email)", "Mask")]
    [InlineData("[Sensitive] public string? Email { get; set; }", "PartitionKey = nameof(Email)", "Remove")]
    [InlineData("[Sensitive] public long? Email { get; set; }", "PartitionKey = nameof(Id), SortKey = nameof(Email)", "Remove")]
    [InlineData("[Sensitive] public DateTime? Email { get; set; }", "PartitionKey = nameof(Id), SortKey = nameof(Email)", "Remove")]
    public async Task S6_a_key_of_a_global_index_may_be_sensitive(string property, string keys, string redaction)
    {
        var test = GeneratorTest.Run(Full($"[DynamoTable(\"orders\"), StreamEnabled, GlobalIndex(\"by-email\", {keys})] public sealed class Order {{ KEY {property} }}"));

        Assert.Equal($"new(\"Email\", Fw24::Redaction.{redaction})", Sensitive(test));
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
    }

    [Theory]
    [InlineData("[DynamoTable(\"orders\"), SensitiveAttributes(\"Email\")] public sealed class Order { KEY }", Unmodelled)]
    [InlineData("[DynamoTable(\"orders\"), SensitiveAttributes(\"Z\", \"A\")] public sealed class Order { KEY [Sensitive, DynamoAttribute(\"M\")] public string? Text { get; set; } }", "new(\"A\", REMOVE) { IsUnmodelled = true }, new(\"M\", REMOVE), new(\"Z\", REMOVE) { IsUnmodelled = true }")]
    [InlineData("[DynamoTable(\"orders\"), SensitiveAttributes(\"Email\"), SensitiveAttributes(\"Phone\", Redaction = Redaction.Mask)] public sealed class Order { KEY }", Unmodelled + ", new(\"Phone\", Fw24::Redaction.Mask) { IsUnmodelled = true }")]
    [InlineData("[SensitiveAttributes(\"Email\")] public abstract class Base { } [SensitiveAttributes(\"Phone\")] public class Middle<T> : Base { } ENTITY : Middle<int> { KEY }", Unmodelled + ", new(\"Phone\", REMOVE) { IsUnmodelled = true }")]
    [InlineData("[DynamoTable(\"orders\"), SensitiveAttributes(\"Email\")] public sealed class Order { KEY [DynamoAttribute(\"mail\")] public string? Email { get; set; } }", Unmodelled)]
    [InlineData("[DynamoTable(\"orders\"), SensitiveAttributes(\"Email\")] public sealed partial class Order { KEY } [SensitiveAttributes(\"Phone\")] public sealed partial class Order;", Unmodelled + ", new(\"Phone\", REMOVE) { IsUnmodelled = true }")]
    [InlineData("[DynamoTable(\"orders\"), SensitiveAttributes(\"Email\")] public sealed record Order([property: PartitionKey] string Id);", Unmodelled)]
    public async Task S2_an_attribute_that_no_property_holds_is_kept_secret(string source, string expected)
    {
        var test = GeneratorTest.Run(Full(source));

        Assert.Equal(expected.Replace("REMOVE", "Fw24::Redaction.Remove", StringComparison.Ordinal), Sensitive(test));
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
    }

    [Fact]
    public void S2_a_keyed_hash_of_such_an_attribute_needs_the_key()
        => Assert.Contains("HasKeyedHash = true", GeneratorTest.Run(Full("[DynamoTable(\"orders\"), SensitiveAttributes(\"Email\", Redaction = Redaction.Hmac)] public sealed class Order { KEY }")).Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);

    [Theory]
    [InlineData("[SensitiveAttributes(\"Email\")] public class Base { }", 0)]
    [InlineData("[SensitiveAttributes(\"Email\")] public sealed class Base { }", 1)]
    [InlineData("[SensitiveAttributes(\"Email\")] internal class Base { }", 1)]
    public async Task S2_a_library_may_name_them_for_the_entities_of_others(string type, int findings)
        => Assert.Equal(findings, (await AnalyzerTest.DiagnosticsAsync(GeneratorTest.Run($"using Fw24; {type}"))).Count);

    [Theory]
    [InlineData("interface IView { }")]
    [InlineData("struct View { }")]
    public void S2_interfaces_and_structs_cannot_name_them(string type)
        => Assert.Contains(GeneratorTest.RunOnly(new TestProject { Sources = [$"using Fw24; [SensitiveAttributes(\"Email\")] {type}"] }).Input.GetDiagnostics(TestContext.Current.CancellationToken), static diagnostic => diagnostic.Id is "CS0592");

    [Fact]
    public async Task S1_S2_S6_no_secret_of_an_item_leaves_its_stream_processor()
    {
        using var loaded = new LoadedApp(GeneratorTest.Run(new TestProject
        {
            Sources =
            [
                """
                using Fw24; namespace Shop;
                public interface IContact { [Sensitive] string? Phone { get; } }
                public class Person { [Sensitive(Redaction.Mask)] public string? Name { get; set; } }
                [DynamoTable("orders"), StreamEnabled, SensitiveAttributes("OldEmail"), GlobalIndex("by-email", PartitionKey = nameof(Email)), GlobalIndex("by-age", PartitionKey = nameof(Id), SortKey = nameof(Age))]
                public sealed class Order : Person, IContact
                {
                    [PartitionKey] public required string Id { get; init; }
                    [Sensitive(Redaction.Mask)] public required string Email { get; init; }
                    [Sensitive] public long? Age { get; init; }
                    public string? Phone { get; init; }
                    public new string? Name { get; set; }
                }
                public sealed class Reader(List<string> entries) : OrderChangeHandler
                {
                    protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                    {
                #pragma warning disable FW24316 // It shows what redaction left.
                        entries.Add($"{change.Key.Id} {change.New.Email} {change.New.Age} {change.New.Phone} {change.New.Name}");
                        return Task.CompletedTask;
                    }
                }
                public static class Program { public static void Main() { } }
                """,
            ],
            IsExecutable = true,
        }));
        const string Image = """{"Id":{"S":"o"},"Email":{"S":"canary"},"Age":{"N":"4711"},"Phone":{"S":"canary"},"Name":{"S":"canary"},"OldEmail":{"S":"canary"}}""";
        var (topic, entries) = (new MemoryTopic(), new List<string>());
        var builder = Fw24App.CreateBuilder(loaded.Model("Shop", "Shop.ShopApp"));
        builder.Environment = new FunctionEnvironment(static _ => null);
        builder.Services.AddSingleton<IChangePublisher>(topic).AddSingleton<IParkingQueue>(topic).AddSingleton(entries);
        await using var app = builder.Build();

        await InvokeAsync(app, "orders-stream", StreamEvents.Of(StreamEvents.Record("1", "MODIFY", """{"Id":{"S":"o"}}""", Image, Image.Replace("canary", "canary2", StringComparison.Ordinal))));
        await InvokeAsync(app, "Reader", StreamEvents.Queue(topic.Bodies));

        var body = Assert.Single(topic.Bodies);
        Assert.DoesNotContain("canary", body, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", body, StringComparison.Ordinal);
        Assert.Contains("\"redacted\":\"Email,Name,OldEmail,Phone\"", body, StringComparison.Ordinal);
        Assert.Equal(["o ***   ***"], entries);
    }

    private static async Task InvokeAsync(Fw24App app, string function, byte[] payload)
        => Assert.Equal("""{"batchItemFailures":[]}""", System.Text.Encoding.UTF8.GetString((await app.CreateFunction(function)(payload, new InvocationContext { RequestId = "r", FunctionName = function }, TestContext.Current.CancellationToken)).Span));

    private static string Sensitive(GeneratorTest test) => SensitiveList().Match(test.Files["Shop.Order.Entity.g.cs"]).Groups["list"].Value;

    private static string Full(string source) => "using Fw24; namespace Shop; " + source
        .Replace("ENTITY", "[DynamoTable(\"orders\")] public sealed class Order", StringComparison.Ordinal)
        .Replace("PARTIAL { KEY", "[DynamoTable(\"orders\")] public sealed partial class Order { KEY", StringComparison.Ordinal)
        .Replace("PARTIAL", "public sealed partial class Order", StringComparison.Ordinal)
        .Replace("KEY", Key, StringComparison.Ordinal);

    [GeneratedRegex(@"Sensitive = \[(?<list>.*)\],")]
    private static partial Regex SensitiveList();

    [GeneratedRegex(@"\bSensitive\b(\(\w+\.\w+\))?")]
    private static partial Regex SensitiveAttribute();
}
