extern alias generators;

using System.Text.Json;
using System.Text.RegularExpressions;
using Fw24.Infrastructure.Tests.Harness;
using generators::Fw24.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fw24.Infrastructure.Tests;

/// <summary>No text of a user becomes code, wherever it is printed and whatever its source.</summary>
public sealed partial class HostileTextTests
{
    private const string Stack = """
        using Amazon.CDK;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack;
        """;

    private const string Class = "public static class Injected { public static int Made() => 1; }";

    /// <summary>Texts that could end their context: every kind of line end, comment, string, tag and block.</summary>
    public static TheoryData<string> Texts =>
    [
        $"x\n{Class}\n//",
        $"x\r{Class}//",
        $"x\r\n{Class}\r\n//",
        $"x\u0085{Class}//",
        $"x\u2028{Class}//",
        $"x\u2029{Class}//",
        $"x\\u000a{Class}",
        $"*/ {Class} /*",
        $"\"; }} {Class} //",
        $"\"\"\"\"\n{Class}\n\"\"\"\"",
        "{Injected.Made()} {{Injected.Made()}} {0}",
        "</summary><Injected/>&Injected;]]>-->",
        "```\n\n# Injected\n\n<script>Injected</script>",
        "\"]\nn1 --> Injected[\"",
        "%%{init: {'theme': 'Injected'}}%%",
        "\0\a\u001b[31m\u009b\u007f\u202eInjected\u2066\ufeff\uffff",
        "😀 \\ ' \" ` $(Injected) %Injected% #quot;",
    ];

    public static TheoryData<string> Refused => ["table", "topic", "log group", "region", "audit table", "index", "app"];

    public static TheoryData<string> RefusedMarkers =>
    [
        "app", "setting", "parts", "table", "namespace", "prefix", "part", "key type", "index", "projection", "topic", "log group", "region", "audit table", "batch",
        "handler", "handler's part", "handler's table", "operation", "handler's tables", "queue",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void S14_no_text_of_an_entity_is_code(string text)
    {
        var own = GeneratedApp.Stack("Infra", [Stack, Entities(text)], []);
        AssertSame(own, GeneratedApp.Stack("Infra", [Stack, Entities("plain")], []));

        var library = GeneratedApp.Library("Shop", Entities(text));
        AssertSame(GeneratedApp.Stack("Infra", [Stack], [library]), GeneratedApp.Stack("Infra", [Stack], [GeneratedApp.Library("Shop", Entities("plain"))]));

        using var manifest = JsonDocument.Parse(Manifest(own));
        Assert.Contains(text, manifest.RootElement.GetProperty("tables").EnumerateArray().SelectMany(static table => table.GetProperty("entities").EnumerateArray()).Select(static entity => entity.GetString()));
        Assert.All(Constant(own, "Topology").Split('\n')[2..^1], static line => Assert.Matches(DiagramLine(), line));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void S14_no_id_of_a_warning_is_code(string text)
        => AssertNothingInjected(GeneratedApp.Files("Infra", [Stack, Entities("plain").Replace("[Obsolete(\"plain\")]", $"[Obsolete(\"plain\", DiagnosticId = {Literal(text)})]", StringComparison.Ordinal)], []).Values);

    [Theory]
    [MemberData(nameof(Refused))]
    public void S14_an_invalid_resource_name_is_refused_and_printed_nowhere(string position)
    {
        foreach (var text in Texts.Select(static row => row.Data))
        {
            var source = Names(position, text);
            AssertNothingInjected(GeneratedApp.Files("Infra", [Stack, source], []).Values);
        }
    }

    [Theory]
    [MemberData(nameof(RefusedMarkers))]
    public async Task S14_a_name_in_an_assembly_is_checked_as_one_in_a_source(string position)
    {
        foreach (var text in Texts.Select(static row => row.Data))
        {
            var library = Markers(position, text);
            AssertNothingInjected(GeneratedApp.Files("Infra", [Stack], [library]).Values);
            var errors = await ErrorsAsync(library);
            Assert.Contains(errors, static error => error.Id is "FW24052");
            Assert.All(errors.Where(static error => error.Id is "FW24052"), static error =>
            {
                var message = error.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
                Assert.Contains("the referenced Shop.Entities contains markers that Fw24 would not write", message, StringComparison.Ordinal);
                Assert.DoesNotContain(message, static c => char.IsControl(c) || c is '\u2028' or '\u2029');
            });
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task S14_a_text_in_an_assembly_becomes_no_code_either(string text)
    {
        foreach (var position in new[] { "entity", "key", "discriminator", "time to live", "attribute", "property", "on change" })
        {
            AssertSame(GeneratedApp.Stack("Infra", [Stack], [Markers(position, text)]), GeneratedApp.Stack("Infra", [Stack], [Markers("", "")]));
            Assert.DoesNotContain(await ErrorsAsync(Markers(position, text)), static error => error.Id is "FW24052");
        }
    }

    [Fact]
    public async Task S14_what_the_generator_writes_is_what_it_takes()
    {
        var library = GeneratedApp.Library("Acme.Shop.Größe", TestApp.Usings + """
            namespace Acme.@class;

            [DynamoTable("orders", EntityName = "Bestellung \"ß\""), StreamEnabled(TopicName = "changes"), Audit(AuditLoggerType.Cloudwatch, Region = "eu-central-1")]
            [GlobalIndex("by-status", PartitionKey = nameof(Status))]
            public sealed record @event([property: PartitionKey] string Id, string Status);

            public static class Outer
            {
                public sealed class Überwachung : eventChangeHandler
                {
                    protected override Task OnInsertedAsync(eventChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
                }
            }
            """.Replace("public sealed record", "#pragma warning disable CS8981\npublic sealed record", StringComparison.Ordinal));
        Assert.Empty(await ErrorsAsync(library));
        Assert.Empty(GeneratedApp.Stack("Infra", [Stack], [library]).GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
    }

    // All parts of an entity that accept arbitrary text.
    private static string Entities(string text) => TestApp.Usings + $$"""
        namespace Shop;

        [DynamoTable("orders", EntityName = {{Literal(text)}}, Discriminator = {{Literal("d" + text)}}), StreamEnabled(Fifo = true), Audit(AuditLoggerType.DynamoDb)]
        [GlobalIndex("by-status", PartitionKey = nameof(Status))]
        public sealed record Order
        {
            /// <summary>A status&#x2028;{{Class}}&#x85;{{Class}}&#x2029;{{Class}}&#xA;{{Class}}.</summary>
            [DynamoAttribute({{Literal("s" + text)}})] public required string Status { get; init; }
            [PartitionKey, DynamoAttribute({{Literal("i" + text)}})] public required string Id { get; init; }
            [TimeToLive, DynamoAttribute({{Literal("t" + text)}})] public long? Expires { get; init; }
            [Sensitive, DynamoAttribute({{Literal("e" + text)}})] public string? Email { get; init; }
            public Part? Part { get; init; }
        }

        [DynamoTable("orders", Discriminator = {{Literal("d" + text)}})]
        public sealed record Note([property: PartitionKey, DynamoAttribute({{Literal("i" + text)}})] string Id);

        public sealed class Part(string name = {{Literal(text)}})
        {
            public string Name { get; } = name;
            [Obsolete({{Literal(text)}})] public string? Old { get; set; }
        }

        [OnChange(nameof(Order.Status))]
        public sealed class Watcher : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;

    // All parts that accept a resource's name, one of which is the text.
    private static string Names(string position, string text) => TestApp.Usings + $$"""
        [assembly: Fw24App({{At(position, "app", text, "shop")}})]

        namespace Shop;

        [DynamoTable({{At(position, "table", text, "orders")}}), StreamEnabled(TopicName = {{At(position, "topic", text, "changes")}})]
        [Audit(AuditLoggerType.Cloudwatch, LogGroupName = {{At(position, "log group", text, "/audit")}}, Region = {{At(position, "region", text, "eu-central-1")}})]
        [GlobalIndex({{At(position, "index", text, "by-status")}}, PartitionKey = nameof(Status))]
        public sealed record Order([property: PartitionKey] string Id, string Status);

        [DynamoTable("notes"), Audit(AuditLoggerType.DynamoDb, AuditTableName = {{At(position, "audit table", text, "trail")}})]
        public sealed record Note([property: PartitionKey] string Id);
        """;

    // The generator's output for an app of one entity with one handler, except for one text.
    private static PortableExecutableReference Markers(string position, string text)
    {
        var number = position is "key type" ? Literal(text) : "\"S\"";
        var source = $$"""
            using Fw24.Generated;

            [assembly: GeneratedApp(1, "Shop-Entities", false, Parts = {{At(position, "parts", text, "global::Shop.ShopApp.Parts")}}, Settings = new object[] { "Name", {{At(position, "app", text, "Shop-Entities")}}, "TimeoutSeconds", {{(position is "setting" ? -1 : 30)}} })]
            [assembly: GeneratedEntity("orders", {{At(position, "entity", text, "Order")}},
                Namespace = {{At(position, "namespace", text, "Shop")}}, Prefix = {{At(position, "prefix", text, "Order")}}, Part = {{At(position, "part", text, "Shop_Order")}},
                Keys = new[] { {{At(position, "key", text, "Id")}}, {{number}} }, Types = "SS", TimeToLive = {{At(position, "time to live", text, "Until")}},
                Attributes = new[] { "Id", {{At(position, "key", text, "Id")}}, {{At(position, "property", text, "Status")}}, {{At(position, "attribute", text, "Status")}} },
                TableSettings = new object[] { "Name", {{At(position, "table", text, "orders")}}, "Discriminator", {{At(position, "discriminator", text, "type")}} },
                StreamSettings = new object[] { "TopicName", {{At(position, "topic", text, "changes")}}, "BatchSize", {{(position is "batch" ? 0 : 10)}} },
                AuditSettings = new object[] { "LoggerType", Fw24.AuditLoggerType.{{(position is "audit table" ? "DynamoDb" : "Cloudwatch")}}, "LogGroupName", {{At(position, "log group", text, "/audit")}}, "Region", {{At(position, "region", text, "eu-central-1")}}, "AuditTableName", {{At(position, "audit table", text, "trail")}} })]
            [assembly: GeneratedIndex("orders", {{At(position, "entity", text, "Order")}}, {{At(position, "index", text, "by-status")}}, Keys = new[] { "Status", "S" }, Projection = {{(position is "projection" ? "(Fw24.IndexProjection)77" : "Fw24.IndexProjection.All")}})]
            [assembly: GeneratedHandler({{At(position, "handler", text, "Watcher")}}, {{At(position, "handler's table", text, "orders")}}, {{At(position, "entity", text, "Order")}},
                Part = {{At(position, "handler's part", text, "Shop_Watcher")}}, Operations = new[] { {{At(position, "operation", text, "Insert")}} }, OnChange = new[] { {{At(position, "on change", text, "Status")}} },
                Tables = new[] { {{At(position, "handler's tables", text, "orders")}} }, QueueSettings = new object[] { "BatchSize", {{(position is "queue" ? 0 : 5)}} })]
            """;
        var compilation = CSharpCompilation.Create(
            "Shop.Entities",
            [CSharpSyntaxTree.ParseText(source)],
            GeneratedApp.StackCompilation("Infra", [Stack], []).References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return MetadataReference.CreateFromImage(GeneratedApp.Emit(compilation));
    }

    private static string At(string position, string here, string text, string usual) => Literal(position == here ? text : usual);

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static async Task<IReadOnlyList<Diagnostic>> ErrorsAsync(MetadataReference library)
    {
        var analysis = GeneratedApp.Stack("Infra", [Stack], [library]).WithAnalyzers([new InfrastructureAnalyzer()], new AnalyzerOptions([], new BuildProperty("RootNamespace", "Infra")));
        return await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    // The same classes with the same members, and no part of the text in the code.
    private static void AssertSame(Compilation hostile, Compilation plain)
    {
        Assert.Empty(hostile.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
        var generated = hostile.SyntaxTrees.Where(static tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).Select(static tree => tree.ToString()).ToList();
        Assert.NotEmpty(generated);
        AssertNothingInjected(generated);
        Assert.Equal(Members(plain), Members(hostile));
    }

    private static List<string> Members(Compilation compilation) => [.. compilation
        .GetSymbolsWithName(static _ => true, SymbolFilter.TypeAndMember, TestContext.Current.CancellationToken)
        .Select(static symbol => symbol.ToDisplayString())
        .Order(StringComparer.Ordinal)];

    private static void AssertNothingInjected(IEnumerable<string> files) => Assert.All(files, static file =>
    {
        var root = CSharpSyntaxTree.ParseText(file, new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose), cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(root.DescendantTokens(descendIntoTrivia: true), static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.Contains("Injected", StringComparison.Ordinal));
        Assert.DoesNotContain(root.GetDiagnostics(), static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        Assert.DoesNotContain(file, static c => c is '\r' or '\u0085' or '\u2028' or '\u2029' or '\u202e' or '\u2066' or '\u009b');
    });

    private static string Manifest(Compilation compilation)
        => GeneratedApp.Declared(System.Reflection.Assembly.Load(GeneratedApp.Emit(compilation)).GetType("Infra.InfrastructureFiles")!);

    private static string Constant(Compilation compilation, string name)
        => (string)compilation.GetTypeByMetadataName("Infra.InfrastructureFiles")!.GetMembers(name).OfType<IFieldSymbol>().Single().ConstantValue!;

    // flowchart LR, n1[("orders<br/>Order, Note")], n1 -- "stream" --> n2, ```
    [GeneratedRegex("""^(```|```mermaid|flowchart LR|  n\d+[\[({]+\\?"[^"`%{}]*"\/?[\])}]+|  n\d+ (-- "[^"`%{}]*" )?--> n\d+)$""")]
    private static partial Regex DiagramLine();
}
