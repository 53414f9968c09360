using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests.Analyzers;

/// <summary>A diagnostic is located where its remedy goes.</summary>
public sealed class LocationTests
{
    private const string Key = "[PartitionKey] public required string Id { get; init; }";
    private const string Inserted = "protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;";

    [Theory]
    [InlineData("[DynamoTable({|FW24001:\"or\"|})] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\")] abstract class {|FW24003:Order|} { KEY }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY public object? {|FW24007:Value|} { get; init; } }")]
    [InlineData("[DynamoTable(\"orders\")] record Order([property: PartitionKey] bool {|FW24006:Id|});")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex({|FW24018:\"x\"|}, PartitionKey = \"Id\")] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-other\", {|FW24019:PartitionKey = \"Other\"|})] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-id\", PartitionKey = \"Id\"), GlobalIndex(\"by-none\", {|FW24019:SortKey = \"No\"|}, PartitionKey = \"Id\")] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled(Fifo = true, {|FW24101:BatchSize = 0|})] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders.all\"), {|FW24103:StreamEnabled|}] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, {|FW24202:Retention = (AuditRetention)2|})] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\"), Audit(AuditLoggerType.Console, {|FW24206:Region = \"eu-west-1\"|})] class Order { KEY }")]
    [InlineData("[{|FW24023:Audit(AuditLoggerType.Console)|}] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY public Line? Line { get; init; } } class Line { public char {|FW24007:Letter|} { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order : Base { KEY } class Base { public object? {|FW24007:Value|} { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [OnChange(\"Id\", {|FW24304:\"No\"|})] class Mailer : OrderChangeHandler { MODIFIED }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [ChangeQueue({|FW24301:RetentionDays = 0|})] class Mailer : OrderChangeHandler { INSERTED }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } class {|FW24303:Mailer|} : OrderChangeHandler;")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY public string? {|FW24030:Note|}, {|FW24030:Text|}; internal int {|FW24030:Count|} { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order : Base { KEY } class Base { public int {|FW24030:Number|}; }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [SortKey] public TimeSpan {|FW24031:At|} { get; init; } }")]
    [InlineData("[DynamoTable(\"orders\"), {|FW24032:Amazon.DynamoDBv2.DataModel.DynamoDBTable(\"others\")|}] class Order { KEY }")]
    public Task A_diagnostic_marks_what_is_wrong(string markup) => AnalyzerTest.VerifyAsync("using Fw24; namespace Shop { " + Full(markup) + " }");

    [Fact]
    public Task The_apps_settings_are_marked()
        => AnalyzerTest.VerifyAsync(Full("using Fw24; [assembly: Fw24App(\"shop\", {|FW24401:TimeoutSeconds = 901|})] [DynamoTable(\"orders\")] class Order { KEY }"));

    [Fact]
    public Task Each_broken_rule_is_said()
        => AnalyzerTest.VerifyAsync(Full("using Fw24; [DynamoTable({|FW24001:\"or\"|}), StreamEnabled({|FW24101:BatchSize = 0|})] class Order { KEY public object? {|FW24007:Value|} { get; init; } }"));

    [Fact]
    public Task A_nested_type_of_two_entities_is_said_once()
        => AnalyzerTest.VerifyAsync(Full("using Fw24; [DynamoTable(\"orders\")] class Order { KEY public Line? Line { get; init; } } [DynamoTable(\"notes\")] class Note { KEY public Line? Line { get; init; } } class Line { public char {|FW24007:Letter|} { get; set; } }"));

    [Fact]
    public async Task A_nested_type_of_another_assembly_is_said_at_the_entity()
    {
        var library = GeneratorTest.Run(new TestProject { Sources = ["namespace Lib; public class Line { public char Letter { get; set; } }"], AssemblyName = "Lib" });
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = ["[Fw24.DynamoTable(\"orders\")] class Order { [Fw24.PartitionKey] public required string Id { get; init; } public Lib.Line? Line { get; init; } }"],
            References = [.. TestReferences.All, library.ToReference()],
        });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal("FW24007", diagnostic.Id);
        Assert.Contains("Lib.Line.Letter", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(diagnostic.Location.IsInSource);
    }

    [Fact]
    public async Task The_sample_breaks_no_rule() => Assert.Empty(await AnalyzerTest.DiagnosticsAsync(Sample.Run));

    [Theory]
    [InlineData(24)]
    [InlineData(25)]
    public async Task Two_hundred_entities_that_are_right_break_no_rule(int seed)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [ValidProject.Source(new Random(seed), entities: 200)], IsExecutable = true });

        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.All(test.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity is DiagnosticSeverity.Error), static error => Assert.Equal("CS5001", error.Id));
        Assert.Equal(200, test.Files.Keys.Count(static file => file.EndsWith(".Entity.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_project_without_Fw24_is_left_alone()
        => Assert.Empty(await AnalyzerTest.DiagnosticsAsync(GeneratorTest.RunOnly(new TestProject { Sources = ["class Order { }"], References = TestReferences.Platform })));

    [Fact]
    public Task A_severity_can_be_set()
        => AnalyzerTest.VerifyAsync(Full("using Fw24; [DynamoTable(\"or\")] class Order { KEY }"), static id => id is "FW24001" ? ReportDiagnostic.Suppress : ReportDiagnostic.Default);

    private static string Full(string markup) => markup
        .Replace("KEY", Key, StringComparison.Ordinal)
        .Replace("INSERTED", Inserted, StringComparison.Ordinal)
        .Replace("MODIFIED", Inserted.Replace("Inserted", "Modified", StringComparison.Ordinal), StringComparison.Ordinal);
}
