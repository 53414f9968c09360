using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Benchmarks.Generators;

/// <summary>One generator in a project that is edited: processor time of its runs, in milliseconds.</summary>
/// <param name="name">Its name, as printed.</param>
/// <param name="generator">Creates the generator.</param>
/// <param name="project">The project.</param>
internal sealed class GeneratorSide(string name, Func<IIncrementalGenerator> generator, EntityProject project)
{
    private readonly List<double> _cold = [];
    private readonly List<double> _unrelated = [];
    private readonly List<double> _related = [];

    public string Name => name;

    public double Cold => Median(_cold);

    public double Unrelated => Median(_unrelated);

    public double Related => Median(_related);

    /// <summary>The number of files re-emitted because of edits that affect no entity.</summary>
    public int EmittedAgain { get; private set; }

    /// <summary>Runs the generator once cold, then after edits.</summary>
    public void RunRound()
    {
        var compilation = project.Compile();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator().AsSourceGenerator()], parseOptions: EntityProject.ParseOptions);
        _cold.Add(Measure(ref driver, compilation));
        for (var edit = 0; edit < 3; edit++)
        {
            var before = driver.GetRunResult().Results[0].GeneratedSources;
            compilation = project.EditUnrelated(compilation);
            _unrelated.Add(Measure(ref driver, compilation));
            EmittedAgain += driver.GetRunResult().Results[0].GeneratedSources.Zip(before).Count(static pair => !ReferenceEquals(pair.First.SourceText, pair.Second.SourceText));

            compilation = project.EditEntity(compilation);
            _related.Add(Measure(ref driver, compilation));
        }
    }

    /// <summary>The bytes retained after fifty edits, excluding the last edit's own. The first edits fill the driver's caches of each run.</summary>
    public long RetainedBytes()
    {
        var compilation = project.Compile();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator().AsSourceGenerator()], parseOptions: EntityProject.ParseOptions);
        for (var edit = 0; edit < 5; edit++)
        {
            driver = driver.RunGenerators(project.EditUnrelated(compilation));
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var edit = 0; edit < 50; edit++)
        {
            driver = driver.RunGenerators(project.EditUnrelated(compilation));
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(driver);
        GC.KeepAlive(compilation);
        return after - before;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{name,-28} cold {Cold,8:N1} ms   unrelated edit {Unrelated,8:N1} ms   edit of one entity {Related,8:N1} ms");

    private static double Measure(ref GeneratorDriver driver, Compilation compilation)
    {
        // Makes a run pay for the collections it causes, not for garbage of earlier runs.
        GC.Collect();
        var started = Environment.CpuUsage.TotalTime;
        driver = driver.RunGenerators(compilation);
        return (Environment.CpuUsage.TotalTime - started).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
