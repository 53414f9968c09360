using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests;

/// <summary>These tests are compiled twice: for the oldest compiler that can run the generator and for the newest.</summary>
public sealed class CompilerTests
{
    [Fact]
    public void The_compiler_is_the_one_that_the_project_names()
    {
        var named = typeof(CompilerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key is "Roslyn").Value!;

        Assert.Equal(Version.Parse(named), new Version(typeof(CSharpCompilation).Assembly.GetName().Version!.ToString(3)));
    }
}
