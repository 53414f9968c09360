extern alias generator;

using System.Text;
using System.Text.Json;
using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators.Emit.Infrastructure.Manifest;
using generator::Fw24.Generators.Parsing;

namespace Fw24.Generators.Tests;

/// <summary>The lock of a project: its format, its reader, and the places of what it reports.</summary>
public sealed class LockTests(ITestOutputHelper output)
{
    private const int Damages = 4_000;

    private const string Program = """
        using Fw24;

        [DynamoTable("orders")]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public string? Mail { get; init; }
        }
        """;

    private const string Start = "public static class Start { public static void Main() { } }";

    private const string Additional = """
        { "schema": "fw24.lock/1", "version": "0.1.0",
          "tables": {}, "entities": {}, "types": {}, "enums": {}, "handlers": {},
          "more": 1 }
        """;

    private static readonly string s_lockOfSample = Path.Combine(Repository.Root, "samples", "Orders", "Orders", LockText.FileName);

    public static TheoryData<string> Projects => new("sample", "all types", "random entities", "random classes");

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_lock_that_is_read_is_the_one_that_was_written(string project)
    {
        var text = LockTest.Of(Project(project));

        var read = LockParser.Parse(text);

        Assert.Equal(text, LockEmitter.Emit(read) + "\n");
        Assert.NotEmpty(read.Entities);
        Assert.All(text.Split('\n'), static line => Assert.False(line.EndsWith(' '), line));
        Assert.Equal(LockParser.Parse(text.Replace("\n", "\r\n", StringComparison.Ordinal)), read);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(read.Tables.Count, json.RootElement.GetProperty("tables").EnumerateObject().Count());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task A_project_that_did_not_change_says_nothing(string project)
    {
        var test = GeneratorTest.RunOnly(Project(project));

        var diagnostics = await AnalyzerTest.DiagnosticsAsync(test, @lock: LockTest.Of(Project(project)));

        Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.Id.StartsWith("FW246", StringComparison.Ordinal));
    }

    [Fact]
    public void The_samples_lock_is_current()
    {
        var expected = LockTest.Of(Sample.Project);
        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1")
        {
            File.WriteAllText(s_lockOfSample, expected);
        }

        Assert.Equal(expected, File.ReadAllText(s_lockOfSample).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_lock_is_printed_on_request_alone_and_changes_nothing_else()
    {
        var (without, with) = (Sample.Run.Files, GeneratorTest.RunOnly(Sample.Project with { WritesLock = true }));

        Assert.Empty(with.GeneratorDiagnostics);
        Assert.Equal(["Fw24.Lock.g.cs"], with.Files.Keys.Except(without.Keys));
        Assert.All(without, file => Assert.Equal(file.Value, with.Files[file.Key]));
        ModelWalker.AssertFreeOfSymbols(with);
        Assert.Empty(with.ThenAdd("namespace Elsewhere; public sealed class Unrelated { public int Number { get; set; } }").PrintedSince(with));
    }

    [Fact]
    public void The_order_of_declarations_does_not_matter()
    {
        var sources = Sample.Project.Sources;

        Assert.Equal(LockTest.Of(Sample.Project), LockTest.Of(Sample.Project with { Sources = [.. sources.Reverse()] }));
    }

    [Theory]
    [InlineData(11)]
    public void A_damaged_lock_is_read_or_refused(int seed)
    {
        output.WriteLine($"seed {seed}");
        var (random, text) = (new Random(seed), LockTest.Of(Sample.Project));
        var refused = 0;
        for (var damage = 0; damage < Damages; damage++)
        {
            var damaged = new StringBuilder(text);
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                var (at, length) = (random.Next(damaged.Length), random.Next(1, 30));
                _ = random.Next(4) switch
                {
                    0 => damaged.Remove(at, Math.Min(length, damaged.Length - at)),
                    1 => damaged.Insert(at, "{}[]\",:\\u0 tf-9\n"[random.Next(16)]),
                    2 => damaged.Insert(at, text[..length]),
                    _ => damaged.Replace(damaged[at], (char)random.Next(1, 256), at, 1),
                };
            }

            refused += IsRefused(damaged.ToString()) ? 1 : 0;
        }

        output.WriteLine($"{refused} of {Damages} refused");
        Assert.InRange(refused, Damages / 2, Damages - 1);
    }

    [Theory]
    [InlineData("", "line 1: a value is expected")]
    [InlineData("{", "line 1: a name is expected")]
    [InlineData("[]", "line 1: a string is expected")]
    [InlineData("[ \"a\", 1 ]", "line 1: a string is expected")]
    [InlineData("[ \"a\"", "line 1: ']' is expected")]
    [InlineData("[ \"a\" ]", "line 1: an object is expected")]
    [InlineData("{\n  \"schema\": nil }", "line 2: a value is expected")]
    [InlineData("{\n  \"schema\": \"fw24.lock/1\"\n} }", "line 3: the end of the file is expected")]
    [InlineData("{ \"schema\": \"fw24.lock/1\" }", "line 1: 'version' is missing")]
    [InlineData("{ \"schema\": \"fw24.lock/1\", \"version\": 1 }", "line 1: a string is expected")]
    [InlineData("{ \"schema\": \"a\\n\" }", "line 1: an escape sequence is expected")]
    [InlineData("{ \"schema\": \"\\u12G4\" }", "line 1: an escape sequence is expected")]
    [InlineData("{ \"a\": { \"a\": { \"a\": { \"a\": { \"a\": { \"a\": { \"a\": { \"a\": { \"a\": 1 } } } } } } } } }", "line 1: a value is expected")]
    [InlineData("{ \"a\": 123456789012345678901 }", "line 1: an integer is expected")]
    [InlineData("{ \"a\": true, \"a\": true }", "line 1: 'a' occurs twice")]
    [InlineData(Additional, "line 3: 'more' is not a member here")]
    [InlineData("{ \"schema\": \"fw24.lock/1\", \"version\": \"new\" }", "line 1: a version is expected")]
    public void A_fault_is_named_with_its_line(string text, string fault)
        => Assert.Equal(fault, Assert.Throws<FormatException>(() => LockParser.Parse(text)).Message);

    [Fact]
    public async Task Without_a_lock_nothing_is_compared()
        => Assert.Empty(await AnalyzerTest.DiagnosticsAsync(Run(Program)));

    [Fact]
    public async Task What_no_code_states_is_reported_in_the_lock()
    {
        var @lock = LockTest.Of(Program, """namespace Shop; [Fw24.DynamoTable("notes")] public sealed record Note([property: Fw24.PartitionKey] string Id);""");
        var test = Run(Program);

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test, @lock: @lock));

        Assert.Equal("FW24617", diagnostic.Id);
        var place = diagnostic.Location.GetLineSpan();
        Assert.Equal(LockText.FileName, place.Path);
        Assert.Equal("    \"notes\": {", @lock.Split('\n')[place.StartLinePosition.Line]);
    }

    [Fact]
    public async Task A_lock_that_is_written_again_is_compared_again()
    {
        var test = Run(Program);
        var other = LockTest.Of(Program.Replace("Mail", "Email", StringComparison.Ordinal));

        // An editor analyzes the same compilation after the file was written.
        Assert.Equal("FW24606", Assert.Single(await AnalyzerTest.DiagnosticsAsync(test, @lock: other)).Id);
        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test, @lock: LockTest.Of(Program)));
    }

    [Fact]
    public async Task While_a_declaration_is_refused_it_is_not_taken_for_removed()
    {
        var test = Run(Program.Replace("string Id", "bool Id", StringComparison.Ordinal));

        Assert.Equal("FW24006", Assert.Single(await AnalyzerTest.DiagnosticsAsync(test, @lock: LockTest.Of(Program))).Id);
    }

    [Theory]
    [InlineData("string Id", "bool Id")]
    [InlineData("DynamoTable(\"orders\")", "DynamoTable(\"o\")")]
    public void While_a_declaration_is_refused_no_lock_is_printed(string right, string wrong)
    {
        var refused = new TestProject { Sources = [Program.Replace(right, wrong, StringComparison.Ordinal)], IsExecutable = true, WritesLock = true };

        Assert.DoesNotContain("Fw24.Lock.g.cs", GeneratorTest.RunOnly(refused).Files.Keys);
    }

    [Fact]
    public async Task An_action_accepts_all_differences()
    {
        var test = await CodeFixTest.OpenLockedAsync(LockTest.Of(Program), Program.Replace("Mail", "Email", StringComparison.Ordinal));
        var action = await test.AcceptanceAsync(Assert.Single(test.Diagnostics));
        Assert.Equal("Accept in fw24.lock.json", action.Title);

        var accepted = await test.AfterAsync(action);

        Assert.Empty(accepted.Diagnostics);
        Assert.Equal(LockTest.Of(Program.Replace("Mail", "Email", StringComparison.Ordinal)), await accepted.LockAsync());
        Assert.Equal(await test.SourcesAsync(), await accepted.SourcesAsync());
    }

    [Fact]
    public void A_library_locks_its_entities_without_the_names_that_an_app_chooses()
    {
        var audited = Program.Replace("DynamoTable(\"orders\")", "DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch)", StringComparison.Ordinal);
        var text = LockTest.Of(new TestProject { Sources = [audited] });

        Assert.DoesNotContain("\"app\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"store\"", text, StringComparison.Ordinal);
        Assert.Contains("\"orders\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_moved_to_a_library_that_the_app_gathers_is_not_taken_for_removed()
    {
        var declarations = Program.Replace("DynamoTable(\"orders\")", "DynamoTable(\"orders\"), StreamEnabled", StringComparison.Ordinal) + """

            public sealed class Mailer : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """;
        var library = GeneratorTest.RunOnly(new TestProject { AssemblyName = "Shop.Orders", Sources = [declarations] });
        var program = GeneratorTest.RunOnly(new TestProject
        {
            Sources = [Start],
            References = [.. TestReferences.All, library.ToReference()],
            IsExecutable = true,
        });

        var diagnostics = await AnalyzerTest.DiagnosticsAsync(program, @lock: LockTest.Of(declarations, Start));

        Assert.Equal(LockTest.Outdated, Assert.Single(diagnostics).Id);
    }

    private static GeneratorTest Run(string source) => GeneratorTest.RunOnly(new TestProject { Sources = [source], IsExecutable = true });

    private static TestProject Project(string name) => name switch
    {
        "sample" => Sample.Project,
        "all types" => new TestProject { Sources = [ValidProject.SourceOfAll()] },
        "random entities" => new TestProject { Sources = [ValidProject.Source(new Random(31), 60)] },
        _ => new TestProject { Sources = [RandomClasses.Source(new Random(7), 40)], IsExecutable = true },
    };

    private static bool IsRefused(string text)
    {
        try
        {
            Assert.Equal(LockParser.Parse(text), LockParser.Parse(LockEmitter.Emit(LockParser.Parse(text))));
            return false;
        }
        catch (FormatException exception)
        {
            Assert.Matches("^line [0-9]+: .+$", exception.Message.ReplaceLineEndings(" "));
            return true;
        }
    }
}
