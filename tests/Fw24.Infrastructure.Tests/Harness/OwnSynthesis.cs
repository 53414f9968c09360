namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>The tests that synthesize for themselves: they begin once the shared stacks are synthesized, as CDK takes one call at a time.</summary>
[CollectionDefinition(Synthesis.Here)]
public sealed class OwnSynthesis : ICollectionFixture<OwnSynthesis.Start>
{
    public sealed class Start
    {
        public Start(Synthesis synthesis) => _ = synthesis.Templates;
    }
}
