using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The page that shows the sample's stack in plain CDK: its code is compiled here, and its counts are verified here.</summary>
public sealed class HandWrittenTests(Synthesis synthesis)
{
    private const string Page = "docs/reference/hand-written.md";

    private static string Infra => Path.Combine(TestPaths.Repository, "samples/Orders/Orders.Infra");

    [Fact]
    public void The_stack_written_by_hand_is_the_generated_one_up_to_names()
    {
        var (generated, handWritten) = (TemplateGraph.Resources(synthesis.Sample), TemplateGraph.Resources(synthesis.Templates["hand-written"]));
        Assert.Empty(handWritten.Except(generated));
        Assert.Empty(generated.Except(handWritten));
        Assert.Equal(handWritten, generated);
    }

    [Fact]
    public void The_comparison_sees_a_difference_in_any_resource()
    {
        var resources = TemplateGraph.Resources(synthesis.Sample);
        foreach (var (id, resource) in synthesis.Sample.Resources)
        {
            var changed = (System.Text.Json.Nodes.JsonObject)synthesis.Sample.Json.DeepClone();
            changed["Resources"]![id]!["Properties"]!["Changed"] = 1;
            Assert.NotEqual(resources, TemplateGraph.Resources(new Template("changed", changed)));
        }
    }

    [Fact]
    public void The_page_shows_what_is_compiled_and_counts_what_it_shows()
    {
        var code = File.ReadAllText(Path.Combine(TestPaths.Project, "HandWritten/OrdersStack.cs"));
        var stack = File.ReadAllText(Path.Combine(Infra, "OrdersStack.cs"));
        var page = $"""
            # The same stack by hand

            The infrastructure of `samples/Orders`, once in plain CDK and once with Fw24. Both are synthesized by a test
            (`HandWrittenTests`), which compares the templates: they are the same up to names, descriptions and the ids of
            statements. The test also writes this page, so that the code and the counts below stay true.

            | | lines |
            |---|---|
            | by hand, below | {Lines(code)} |
            | with Fw24 (`OrdersStack.cs`) | {Lines(stack)} |
            | resources in the template | {synthesis.Sample.Resources.Count} |

            Only lines with code are counted, not blank lines or comments. Fw24's count omits the attributes on
            entities and handlers, which the app needs anyway; the count by hand omits that the code must change whenever they do.

            ```csharp
            {stack.Trim()}
            ```

            By hand:

            ```csharp
            {code.Trim()}
            ```

            """;
        var file = Path.Combine(TestPaths.Repository, Page);
        if (Environment.GetEnvironmentVariable("FW24_ACCEPT") is "1")
        {
            File.WriteAllText(file, page);
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == page, $"{Page} is not up to date: run this test with FW24_ACCEPT=1.");
    }

    private static int Lines(string code)
        => code.Split('\n').Select(static line => line.Trim()).Count(static line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
}
