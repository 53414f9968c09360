using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

public sealed class SampleTests(Synthesis synthesis)
{
    [Fact]
    public void The_template_is_as_verified() => Snapshot.Verify(synthesis.Sample.Text(), "orders", "template.json");
}
