using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Benchmarks.Generators;

/// <summary>A compilation of many entities.</summary>
internal sealed class EntityProject
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    // The references of this program itself: the framework's and the project's own assemblies.
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var file && (path.StartsWith(RuntimeEnvironment.GetRuntimeDirectory(), StringComparison.Ordinal) || file.StartsWith("AWSSDK", StringComparison.Ordinal)
                || file.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || file is "Fw24.Attributes.dll" or "Fw24.Runtime.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly SyntaxTree[] _trees;
    private int _edits;

    /// <summary>Creates a project.</summary>
    /// <param name="entities">The number of entities.</param>
    public EntityProject(int entities)
    {
        _trees =
        [
            Parse("Unrelated.cs", EntitySources.Unrelated(0)),
            .. Enumerable.Range(0, entities).Select(static number => Parse($"Entity{number}.cs", EntitySources.Entity(number))),
            Parse("ManyContext.cs", EntitySources.JsonContext(entities)),
        ];
    }

    /// <summary>Creates a compilation in which nothing has been bound yet.</summary>
    public CSharpCompilation Compile()
    {
        var compilation = CSharpCompilation.Create("Many", _trees, s_references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, deterministic: true));

        // Reading the references is the compiler's own work, regardless of the generator.
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    /// <summary>Edits a method of a class that is unrelated to the entities.</summary>
    public CSharpCompilation EditUnrelated(CSharpCompilation compilation) => Replace(compilation, 0, EntitySources.Unrelated(++_edits));

    /// <summary>Renames a property of one entity.</summary>
    public CSharpCompilation EditEntity(CSharpCompilation compilation) => Replace(compilation, 1, EntitySources.Entity(0, $"public string? More{++_edits} {{ get; init; }}"));

    private static CSharpCompilation Replace(CSharpCompilation compilation, int index, string source)
    {
        var tree = compilation.SyntaxTrees[index];
        compilation = compilation.ReplaceSyntaxTree(tree, Parse(tree.FilePath, source));
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    private static SyntaxTree Parse(string path, string source) => CSharpSyntaxTree.ParseText(source, ParseOptions, path, Encoding.UTF8);
}
