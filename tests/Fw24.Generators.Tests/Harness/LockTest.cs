extern alias generator;

using generator::Fw24.Generators.Emit.Infrastructure.Manifest;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Compares a program with the lock of its earlier source: the source, its lock, the source after, the diagnostics.</summary>
internal static class LockTest
{
    /// <summary>The rule that suggests to write the lock again, after a change that is compatible.</summary>
    public const string Outdated = "FW24639";

    /// <summary>Gets the lock of a program, as the build writes it.</summary>
    public static string Of(params string[] sources) => Of(new TestProject { Sources = sources, IsExecutable = true });

    /// <summary>Gets the lock of a project, as the build writes it.</summary>
    public static string Of(TestProject project)
    {
        var source = GeneratorTest.RunOnly(project with { WritesLock = true }).Files[$"{LockEmitter.SourceName}.g.cs"];
        return source[LockEmitter.SourceStart.Length..^LockEmitter.SourceEnd.Length] + "\n";
    }

    /// <summary>Asserts that a program has exactly the diagnostics in its markup, all of one rule.</summary>
    public static Task ViolatesAsync(string id, string before, string markup) => ViolatesLockAsync(id, Of(RuleTest.Full(before)), markup);

    /// <summary>Asserts that a program with a lock has exactly the diagnostics in its markup, all of one rule.</summary>
    public static Task ViolatesLockAsync(string id, string @lock, string markup)
    {
        Assert.Equal(markup.Split("{|").Length, markup.Split($"{{|{id}:").Length);
        return AnalyzerTest.VerifyAsync(RuleTest.Full(markup), @lock: @lock);
    }

    /// <summary>Asserts that nothing is reported, except that the lock is to be written again.</summary>
    public static Task AcceptsAsync(string before, string after) => AcceptsLockAsync(Of(RuleTest.Full(before)), after);

    /// <summary>Asserts that nothing is reported for a lock, except that it is to be written again.</summary>
    public static async Task AcceptsLockAsync(string @lock, string after)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [RuleTest.Full(after)], IsExecutable = true });

        Assert.All(await AnalyzerTest.DiagnosticsAsync(test, @lock: @lock), static diagnostic => Assert.Equal(Outdated, diagnostic.Id));
    }

    /// <summary>Asserts that the fix of a rule changes the code as expected, and leaves nothing to report.</summary>
    public static async Task FixesAsync(string id, string before, string wrong, string right)
    {
        var test = await CodeFixTest.OpenLockedAsync(Of(RuleTest.Full(before)), RuleTest.Full(wrong));

        var @fixed = await test.FixedAsync(id);

        Assert.Equal([RuleTest.Full(right)], await @fixed.SourcesAsync());
        Assert.All(@fixed.Diagnostics, static diagnostic => Assert.Equal(Outdated, diagnostic.Id));
    }
}
