using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Infrastructure.Tests;

/// <summary>docs/reference/infrastructure.md, the pages of the build's messages and the README are correct.</summary>
public sealed partial class DocumentationTests(Synthesis synthesis)
{
    // The consumers of changes in the table orders, by the prefix of their logical ids.
    private static readonly string[] s_subscribers = ["ordersOrderBoard", "ordersShipmentMailer", "ordersAudit"];

    private static string Page { get; } = Text("docs/reference/infrastructure.md");

    private static string Targets { get; } = string.Concat(Directory.GetFiles(Path.Combine(TestPaths.Repository, "src/Fw24.Runtime/buildTransitive")).Order(StringComparer.Ordinal).Select(File.ReadAllText));

    [Fact]
    public void The_READMEs_picture_is_the_samples_topology()
    {
        var file = Path.Combine(TestPaths.Repository, "README.md");
        var (readme, picture) = (File.ReadAllText(file), Diagram().Match(Text("samples/Orders/Orders.Infra/topology.md")).Value);
        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1")
        {
            File.WriteAllText(file, Diagram().Replace(readme, _ => picture, 1));
        }

        Assert.NotEmpty(picture);
        Assert.Equal(picture, Assert.Single(Diagram().Matches(File.ReadAllText(file)).Select(static match => match.Value)));
    }

    [Fact]
    public void The_pages_properties_are_the_targets_with_their_defaults()
    {
        var documented = Property().Matches(Page).ToDictionary(static row => row.Groups["name"].Value, static row => row.Groups["value"].Value);
        Assert.Equal(Variable().Matches(Text("src/Fw24.Runtime/buildTransitive/Fw24.Infrastructure.targets")).Select(static match => match.Value).Distinct().Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));

        using var project = new StubProject(publishes: true);
        var evaluated = JsonNode.Parse(project.Properties(documented.Keys))!["Properties"]!;
        foreach (var (name, value) in documented.Where(static property => property.Value.StartsWith('`')))
        {
            var actual = (string)evaluated[name]!;

            // An unset property is on; and paths are relative to the project.
            Assert.Equal(value.Trim('`'), name is "Fw24Synthesize" && actual.Length is 0 ? "true" : Path.IsPathRooted(actual) ? Path.GetFileName(actual) : actual);
        }
    }

    [Fact]
    public void The_pages_permissions_are_those_that_the_templates_allow()
    {
        var allowed = synthesis.Templates.Where(static template => template.Key is not "hand-written").SelectMany(static template => template.Value.Statements())
            .Where(static found => found.Type is "AWS::IAM::Policy" or "AWS::S3::BucketPolicy" && (string?)found.Statement["Effect"] is "Allow" && (string?)found.Statement["Principal"]?["Service"] is null)
            .SelectMany(static found => found.Statement["Action"] is JsonArray actions ? actions.Select(static action => (string)action!) : [(string)found.Statement["Action"]!]);
        var documented = Action().Matches(Section("Permissions")).Select(static match => match.Groups["action"].Value);
        Assert.Equal(allowed.Distinct().Order(StringComparer.Ordinal), documented.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_pages_hooks_are_those_that_are_generated()
    {
        var shared = SealApps.Sealed.Files()["SharedResources.g.cs"];
        var generated = TestApps.Hooks.Files().Values.Append(shared)
            .SelectMany(static code => Class().Matches(code).Zip(Class().Split(code).Skip(1).Where(static (_, index) => index % 2 is 1)))
            .SelectMany(static part => Hook().Matches(part.Second), static (part, hook) => $"{General(part.First.Groups["name"].Value)} {General(hook.Groups["name"].Value)}({General(hook.Groups["type"].Value)})");
        var documented = HookRow().Matches(Section("Yours to change"))
            .SelectMany(static row => Backticked().Matches(row.Groups["hooks"].Value), static (row, hook) => $"{row.Groups["class"].Value} {hook.Groups["text"].Value}");
        Assert.Equal(generated.Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));

        static string General(string name) => name.Replace("TestStack", "{App}Stack", StringComparison.Ordinal)
            .Replace("HooksStack", "{App}Stack", StringComparison.Ordinal)
            .Replace("ThingsTable", "{Table}Table", StringComparison.Ordinal)
            .Replace("LoggedTable", "{Table}Table", StringComparison.Ordinal)
            .Replace("ConfigureWatcher", "Configure{Handler}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_pages_example_compiles_on_the_sample()
    {
        var examples = Example().Matches(Section("Yours to change")).Select(static match => match.Groups["code"].Value).ToList();
        Assert.Equal(2, examples.Count);
        Assert.All(examples, static example => AssertCompiles(example));
    }

    [Theory]
    [InlineData("vpc", 0, false)]
    [InlineData("vpc", 1, true)]
    [InlineData("functions", 0, true)]
    public void The_examples_of_operating_compile_on_the_sample(string page, int number, bool needsStack)
    {
        var example = Example().Matches(Text($"docs/operate/{page}.md"))[number].Groups["code"].Value;
        AssertCompiles(needsStack ? [example, "namespace Orders.Infra; [Fw24.InfrastructureStack] public partial class OrdersStack : Amazon.CDK.Stack;"] : [example]);
    }

    // Obsolete members of the newest CDK, too.
    private static void AssertCompiles(params string[] sources)
    {
        foreach (var cdk in new[] { null, MetadataReference.CreateFromFile(TestPaths.CdkAssembly(TestPaths.NewestCdk)) })
        {
            var compilation = GeneratedApp.Stack(
                "Orders.Infra",
                sources,
                [MetadataReference.CreateFromFile(typeof(Orders.OrdersApp).Assembly.Location)],
                cdk);
            Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(
                static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
        }
    }

    [Fact]
    public void The_examples_of_environments_compile_on_the_sample()
    {
        var examples = Example().Matches(Text("docs/operate/environments.md")).Select(static match => match.Groups["code"].Value).ToList();
        Assert.Equal(5, examples.Count);
        MetadataReference[] references =
        [
            MetadataReference.CreateFromFile(typeof(Orders.OrdersApp).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(Fw24.Local.LocalCloud).Assembly.Location),
        ];
        var program = examples[0].Split("\n\n", 2);
        const string Stack = "namespace Orders.Infra; [Fw24.InfrastructureStack] public partial class OrdersStack : Amazon.CDK.Stack;";
        AssertCompiles("Orders.Infra", [Stack, Class(program[0], program[1], "")]);
        AssertCompiles("Orders.Infra", [examples[1]]);
        AssertCompiles("Orders.Infra", [examples[2]]);
        AssertCompiles("Orders.Stages", [Class("using Fw24.Local; using Orders;", examples[4], "Order order")]);
        GeneratedApp.Library("Shop", $"""
            using System.Threading;
            using System.Threading.Tasks;
            using Fw24;
            [assembly: Fw24App("shop")]
            namespace Shop;
            {examples[3].Replace("SendAsync(change, cancellationToken)", "Task.CompletedTask", StringComparison.Ordinal)}
            """);

        void AssertCompiles(string name, string[] sources)
        {
            var problems = GeneratedApp.Stack(name, sources, references).GetDiagnostics(TestContext.Current.CancellationToken);
            Assert.Empty(problems.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
        }

        // Statements of a program, in a method.
        static string Class(string usings, string statements, string parameters) => $$"""
            {{usings}}
            public static class Example
            {
                public static async System.Threading.Tasks.Task RunAsync({{parameters}})
                {
                    await System.Threading.Tasks.Task.CompletedTask;
                    {{statements}}
                }
            }
            """;
    }

    [Fact]
    public void The_examples_of_an_API_compile_on_the_sample()
    {
        var examples = Example().Matches(Text("docs/start/api.md")).Select(static match => match.Groups["code"].Value).ToList();
        Assert.Equal(2, examples.Count);
        const string Usings = """
            global using System.Threading;
            global using Microsoft.AspNetCore.Builder;
            global using Microsoft.AspNetCore.Http;
            """;
        MetadataReference[] sample = [MetadataReference.CreateFromFile(typeof(Orders.OrdersApp).Assembly.Location)];
        var web = Directory.GetFiles(SharedFramework("Microsoft.AspNetCore.App"), "Microsoft.*.dll").Select(static file => MetadataReference.CreateFromFile(file));
        var program = GeneratedApp.Stack("Orders.Api", [Usings, examples[0]], [.. sample, .. web]);
        Assert.Empty(Problems(program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication))));
        Assert.Empty(Problems(GeneratedApp.Stack("Orders.Infra", [examples[1]], sample)));

        static IEnumerable<Diagnostic> Problems(Compilation compilation) => compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);

        // The SDK has it beside the runtime, in the same version.
        static string SharedFramework(string name)
        {
            var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            return Path.Combine(runtime, "../..", name, Path.GetFileName(runtime));
        }
    }

    [Fact]
    public void The_examples_of_writing_compile_on_the_sample()
    {
        var examples = Example().Matches(Text("docs/start/writing.md")).Select(static match => match.Groups["code"].Value).ToList();
        Assert.Equal(3, examples.Count);
        const string Parameters = """
            ITable<Order> orders, ITable<Customer> customers, ITable<OrderNote> notes, Order order,
            System.Collections.Generic.List<OrderNote> newNotes, System.Collections.Generic.List<Order> imported
            """;
        var methods = examples.Select(static (example, number)
            => $"    public static async System.Threading.Tasks.Task Example{number}({Parameters})\n    {{\n{example}\n    }}");
        AssertCompiles($$"""
            using System;
            using Fw24;
            using Orders;

            public static class Examples
            {
            {{string.Join("\n\n", methods)}}
            }
            """);
    }

    [Fact]
    public void A_table_with_a_stream_is_eighteen_resources_or_fifteen_with_secrets_and_a_subscriber_thirteen()
    {
        var orders = synthesis.Sample.Resources.Keys.Where(static id => id.StartsWith("orders", StringComparison.Ordinal)).ToList();
        var subscribers = s_subscribers.Select(name => orders.Count(id => id.StartsWith(name, StringComparison.Ordinal))).ToList();
        Assert.Equal([13, 13, 13], subscribers);
        Assert.Equal(15, orders.Count - subscribers.Sum());
        Assert.Equal(18, synthesis.Sample.Resources.Keys.Count(static id => id.StartsWith("products", StringComparison.Ordinal)) - 13);

        // Besides two tables without a stream, and the two stores of audit trails.
        var shared = synthesis.Sample.Resources.Keys.Except(orders).Where(static id => !id.StartsWith("products", StringComparison.Ordinal)
            && !id.StartsWith("customers", StringComparison.Ordinal));
        Assert.Equal(7 + 2 + 2, shared.Count());
        Assert.Contains("a trail's log group or table one, and what the functions share seven.", Page, StringComparison.Ordinal);
        Assert.Contains(
            "A table with a stream is 18 of them, 15 with secrets, and each handler and audit logger 13 more.",
            Page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_message_of_the_build_has_a_page_in_the_index()
    {
        var messages = Message().Matches(Targets).Select(static match => (Code: match.Groups["code"].Value, Kind: match.Groups["kind"].Value)).Distinct().ToDictionary(static message => message.Code, static message => message.Kind);
        Assert.Equal(
            ["FW24409", "FW24901", "FW24902", "FW24903", "FW24904", "FW24905", "FW24906", "FW24907"],
            messages.Keys.Order(StringComparer.Ordinal));
        Assert.Subset(messages.Keys.ToHashSet(), Directory.GetFiles(Path.Combine(TestPaths.Repository, "docs/rules"), "FW249*.md").Select(static file => Path.GetFileNameWithoutExtension(file)).ToHashSet());
        foreach (var (code, kind) in messages)
        {
            var page = Text($"docs/rules/{code}.md");
            var title = Title().Match(page).Groups["title"].Value;
            Assert.StartsWith($"# {code}: {title}\n", page, StringComparison.Ordinal);
            Assert.Contains($"| severity | {kind.ToLowerInvariant()}", page, StringComparison.Ordinal);
            Assert.Contains($"| [{code}]({code}.md) | {kind} | {title} |\n", Text("docs/rules/README.md"), StringComparison.Ordinal);
            Assert.Contains($"Code=\"{code}\" HelpLink=\"$(_Fw24RulePages){code}.md\"", Targets, StringComparison.Ordinal);
        }
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(TestPaths.Repository, file));

    private static string Section(string heading)
    {
        var start = Page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal) + 1;
        var end = Page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? Page[start..] : Page[start..end];
    }

    [GeneratedRegex("```mermaid\\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Diagram();

    [GeneratedRegex(@"^\| `(?<name>Fw24\w+)` \| *(?<value>[^|]*?) *\|", RegexOptions.Multiline)]
    private static partial Regex Property();

    [GeneratedRegex(@"(?<=^ {4})Fw24\w+(?= {2,})", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex("`(?<action>[a-z0-9]+:[A-Z][A-Za-z]+)`")]
    private static partial Regex Action();

    [GeneratedRegex(@"partial class (?<name>\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"partial void (?<name>\w+)\((?:(?:\w+::)?(?<type>\w+) \w+)?\);")]
    private static partial Regex Hook();

    [GeneratedRegex(@"^\| `(?<class>[\w{}]+)` \| (?<hooks>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex HookRow();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Backticked();

    [GeneratedRegex("```csharp\\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("<(?<kind>Warning|Error)(?:\"[^\"]*\"|[^>\"])*? Code=\"(?<code>FW24[0-9]+)\"")]
    private static partial Regex Message();

    [GeneratedRegex("^# FW24[0-9]+: (?<title>.+)\\n")]
    private static partial Regex Title();
}
