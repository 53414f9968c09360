using System.Reflection;
using System.Runtime.Loader;
using Fw24.Model;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Compiled projects, loaded next to the runtime that the tests run on.</summary>
internal sealed class LoadedApp : IDisposable
{
    private readonly AssemblyLoadContext _context = new("app", isCollectible: true);
    private readonly Dictionary<string, Assembly> _assemblies = [];

    /// <summary>Loads projects; a later one may reference an earlier one.</summary>
    public LoadedApp(params IEnumerable<GeneratorTest> projects)
    {
        _context.Resolving += (_, name) => _assemblies.GetValueOrDefault(name.Name!);
        foreach (var project in projects)
        {
            using var image = new MemoryStream();
            var result = project.Output.Emit(image);
            Assert.True(result.Success, string.Join('\n', result.Diagnostics));
            image.Position = 0;
            Load(project.Input.AssemblyName!, image);
        }
    }

    /// <summary>Loads a library that projects reference.</summary>
    public Assembly Load(string name, Stream image) => _assemblies[name] = _context.LoadFromStream(image);

    /// <summary>Gets the model of a generated app class, such as <c>Shop.ShopApp</c>.</summary>
    public AppModel Model(string assembly, string type)
        => (AppModel)Type(assembly, type).GetProperty("Model", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    public Type Type(string assembly, string name) => _assemblies[assembly].GetType(name, throwOnError: true)!;

    public void Dispose() => _context.Unload();
}
