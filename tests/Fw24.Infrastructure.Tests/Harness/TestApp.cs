using System.Runtime.Loader;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Microsoft.CodeAnalysis;

namespace Fw24.Infrastructure.Tests.Harness;

/// <summary>A small app with its stack.</summary>
/// <param name="Name">The stack's id.</param>
/// <param name="Entities">The app's source.</param>
/// <param name="Stack">
/// The stack's source, with a method <c>Infra.Entry.Make</c> that creates it. Default: only a stack.
/// </param>
internal sealed record TestApp(string Name, string Entities, string Stack = TestApp.PlainStack)
{
    /// <summary>Only a stack.</summary>
    public const string PlainStack = """
        using System;
        using Amazon.CDK;
        using Amazon.CDK.AWS.Lambda;
        using Constructs;
        using Fw24;

        namespace Infra;

        [InfrastructureStack]
        public sealed partial class TestStack : Stack;

        public static class Entry
        {
            public static Stack Make(Construct scope, string id, Func<Code> code) => new TestStack(scope, id, new() { Code = code });
        }
        """;

    /// <summary>The beginning of every app's source.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Fw24;

        """;

    public MetadataReference Reference() => GeneratedApp.Library($"{Name}.App", Usings + Entities, OutputKind.ConsoleApplication);

    /// <summary>Gets the files that are generated for the stack, by name.</summary>
    public IReadOnlyDictionary<string, string> Files() => GeneratedApp.Files($"{Name}.Infra", [Stack], [Reference()]);

    /// <summary>Compiles and creates the stack.</summary>
    /// <returns>The stack's manifest.</returns>
    public string AddTo(Construct scope, Func<Code> code)
    {
        var stack = Compile()(scope, Name, code);
        return GeneratedApp.Manifest(stack);
    }

    /// <summary>Compiles the stack.</summary>
    /// <returns>The function that creates it.</returns>
    public Func<Construct, string, Func<Code>, Amazon.CDK.Stack> Compile()
    {
        var image = GeneratedApp.Emit(GeneratedApp.Stack($"{Name}.Infra", [Stack], [Reference()]));
        var assembly = AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(image));
        return assembly.GetType("Infra.Entry")!.GetMethod("Make")!.CreateDelegate<Func<Construct, string, Func<Code>, Amazon.CDK.Stack>>();
    }
}
