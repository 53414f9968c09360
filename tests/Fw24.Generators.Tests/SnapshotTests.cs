using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests;

/// <summary>What the generator prints, as it was looked at and accepted.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void The_sample() => Snapshot.Verify("Sample", Sample.Run);
}
