using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Infrastructure.Tests;

/// <summary>Emitted code is compiled against the oldest supported CDK and the newest; an obsolete member would be a warning, and so an error.</summary>
public sealed class CompatibilityTests
{
    public static TheoryData<string, string> Cells { get; } = new(
        from version in new[] { TestPaths.OldestCdk, TestPaths.NewestCdk }
        from app in new[] { "every-option", "own-key", "fifo-same-table", "sealed" }
        select (version, app));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Emitted_code_compiles_with_the_oldest_and_the_newest_CDK_and_uses_nothing_obsolete(string version, string app)
    {
        var small = TestApps.All.Single(small => small.Name == app);
        var cdk = MetadataReference.CreateFromFile(TestPaths.CdkAssembly(version));
        Assert.Empty(Problems(GeneratedApp.Stack($"{app}.Infra", [small.Stack], [small.Reference()], cdk)));
    }

    [Fact]
    public void The_check_knows_an_obsolete_member_when_it_sees_one()
    {
        const string Obsolete = """
            public static class Old
            {
                public static Amazon.CDK.AWS.DynamoDB.TableProps Props { get; } = new() { PointInTimeRecovery = true };
            }
            """;
        var newest = MetadataReference.CreateFromFile(TestPaths.CdkAssembly(TestPaths.NewestCdk));
        Assert.Equal(["CS0618"], Problems(GeneratedApp.StackCompilation("Old", [Obsolete], [], newest)).Select(static problem => problem.Id));
    }

    private static IEnumerable<Diagnostic> Problems(Compilation compilation)
        => compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
}
