extern alias generator;

using System.Globalization;
using System.Reflection;
using generator::Fw24.Generators;
using Microsoft.CodeAnalysis;

namespace Fw24.Benchmarks.Generators;

/// <summary>
/// <c>generator</c>: the generator's cost to the compiler, cold and while typing, compared with System.Text.Json's on the same types of the same
/// compilation, and with the minimum cost of a generator that finds entities.
/// </summary>
internal static class GeneratorContest
{
    public static int Run(string[] args)
    {
        Console.WriteLine("generator: entities of 12 properties with a list of objects and an enum, each in a file; processor time");
        var jsonGenerator = JsonGenerator();
        int[] sizes = args.Contains("--small") ? [1, 100] : [1, 100, 1_000];
        foreach (var entities in sizes)
        {
            var project = new EntityProject(entities);
            var ours = new GeneratorSide("fw24", static () => new Fw24Generator(), project);
            var json = new GeneratorSide("System.Text.Json", () => (IIncrementalGenerator)Activator.CreateInstance(jsonGenerator)!, project);
            var bare = new GeneratorSide("floor: by attribute", static () => new BareGenerator(isWalking: false), project);
            var walking = new GeneratorSide("floor: walking properties", static () => new BareGenerator(isWalking: true), project);
            GeneratorSide[] sides = [ours, json, bare, walking];
            Run(sides, rounds: entities switch { 1 => 41, 100 => 15, _ => 5 });

            Console.WriteLine($"  {entities:N0} entities");
            foreach (var side in sides)
            {
                Console.WriteLine($"    {side}");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"generator entities={entities} cold_vs_stj={ours.Cold / json.Cold:0.00} unrelated_vs_walk={ours.Unrelated / walking.Unrelated:0.00} unrelated_vs_stj={ours.Unrelated / json.Unrelated:0.00} one_entity_vs_stj={ours.Related / json.Related:0.00} emitted_again={ours.EmittedAgain} retained_bytes_after_50_edits={ours.RetainedBytes()} by_bare_walk={walking.RetainedBytes()}"));
        }

        return 0;
    }

    // The first rounds include the compiler's warm-up in this process; the medians discount it.
    private static void Run(GeneratorSide[] sides, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var side in sides)
            {
                side.RunRound();
            }
        }
    }

    // It ships with the SDK, next to the reference assemblies of the framework: packs/Microsoft.NETCore.App.Ref/10.0.0/analyzers/dotnet/cs.
    private static Type JsonGenerator()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        var path = Directory.EnumerateFiles(Path.Combine(root, "packs/Microsoft.NETCore.App.Ref"), "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Last();
        return Assembly.LoadFrom(path).GetType("System.Text.Json.SourceGeneration.JsonSourceGenerator", throwOnError: true)!;
    }
}
