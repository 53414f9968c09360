using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

public sealed class SampleTests(Synthesis synthesis)
{
    [Fact]
    public void The_template_is_as_verified() => Snapshot.Verify(synthesis.Sample.Text(), "orders", "template.json");

    [Fact]
    public void The_stack_written_by_hand_is_the_same_up_to_names()
    {
        var (generated, handWritten) = (TemplateGraph.Resources(synthesis.Sample), TemplateGraph.Resources(synthesis.Templates["hand-written"]));
        Assert.Empty(handWritten.Except(generated));
        Assert.Empty(generated.Except(handWritten));
        Assert.Equal(handWritten, generated);
    }
}
