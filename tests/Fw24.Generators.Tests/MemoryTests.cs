extern alias generator;

using System.Runtime.CompilerServices;
using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests;

/// <summary>The objects that a driver keeps between two runs: an editor keeps a driver for hours, through thousands of compilations.</summary>
public sealed class MemoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_compilation_is_let_go_when_the_next_one_was_run()
    {
        var (driver, first, next) = RunTwice(new Fw24Generator());

        Assert.False(IsAlive(first));
        GC.KeepAlive(driver);
        GC.KeepAlive(next);
    }

    [Fact]
    public void A_generator_that_keeps_a_symbol_would_be_found()
    {
        var (driver, first, next) = RunTwice(new KeepsSymbols());

        Assert.True(IsAlive(first));
        GC.KeepAlive(driver);
        GC.KeepAlive(next);
    }

    private static bool IsAlive(WeakReference reference)
    {
        for (var attempt = 0; attempt < 5 && reference.IsAlive; attempt++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }

        return reference.IsAlive;
    }

    // In its own stack frame, so that no local keeps the objects alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First, Compilation Next) RunTwice(IIncrementalGenerator generator)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], optionsProvider: new TestOptions("Orders"), parseOptions: GeneratorTest.ParseOptions);
        var first = Sample.Run.Input.Clone();
        driver = driver.RunGenerators(first, Cancellation);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);

        // Adds another file; the results for the others come from the first run.
        var next = first.AddSyntaxTrees(CSharpSyntaxTree.ParseText("namespace Elsewhere; public class Unrelated;", GeneratorTest.ParseOptions, cancellationToken: Cancellation));
        driver = driver.RunGenerators(next, Cancellation);
        return (driver, new WeakReference(first), next);
    }

    /// <summary>Does what a generator must not do.</summary>
    private sealed class KeepsSymbols : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var entities = context.SyntaxProvider.ForAttributeWithMetadataName("Fw24.DynamoTableAttribute", static (_, _) => true, static (context, _) => new Kept(context.TargetSymbol));
            context.RegisterSourceOutput(entities, static (context, kept) => context.AddSource(kept.Symbol.Name, "// " + kept.Symbol.Name));
        }

        // Equal by name, as a model might consider allowed: the first run's symbol stays.
        private sealed class Kept(ISymbol symbol) : IEquatable<Kept>
        {
            public ISymbol Symbol { get; } = symbol;

            public bool Equals(Kept? other) => other?.Symbol.Name == Symbol.Name;

            public override bool Equals(object? obj) => Equals(obj as Kept);

            public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Symbol.Name);
        }
    }
}
