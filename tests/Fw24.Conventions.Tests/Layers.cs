using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Conventions.Tests;

/// <summary>The folders of the runtime as layers: each may use those before it and none after it.</summary>
internal static class Layers
{
    public const string Root = "src/Fw24.Runtime";

    // In the order that CONTRIBUTING.md describes.
    private static readonly List<string> s_order =
    [
        "Json/Text", "Json", "Items/Values", "Items", "Items/Sdk", "Changes", "Changes/Reading",
        "Invocations", "Configuration", "Diagnostics", "Aws/Client", "Model",
        "Messages/Redactors", "Messages", "Messages/Parking", "Tables",
        "Functions", "Functions/Queues", "Functions/Streams", "Functions/Handlers",
        "Audit/Records", "Audit/Trail", "Audit/Sinks", "Functions/Audit", "Audit/Sinks/DynamoDb",
        "Aws", "Aws/Streams", "Lambda", "Hosting", "Replay",
    ];

    /// <summary>The folders, in their order.</summary>
    public static IReadOnlyList<string> Order => s_order;

    /// <summary>The runtime's sources, compiled: the meaning of each name is known.</summary>
    public static CSharpCompilation Runtime { get; } = Compile(Repository.Read(Root, ".cs"));

    /// <summary>Finds the uses of a later folder's types.</summary>
    /// <returns>A line for each: the file, and the type that it must not use.</returns>
    public static IEnumerable<string> ArrowsBack(CSharpCompilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Select(name => TypeOf(model.GetSymbolInfo(name).Symbol))
            .OfType<INamedTypeSymbol>()
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Select(static type => (type.Name, File: type.DeclaringSyntaxReferences is [{ SyntaxTree.FilePath: var file }, ..] ? file : ""))
            .Where(type => Rank(tree.FilePath) >= 0 && Rank(type.File) > Rank(tree.FilePath))
            .Select(type => $"{tree.FilePath} uses {type.Name} of {type.File}")
            .Order(StringComparer.Ordinal);
    }

    private static CSharpCompilation Compile(IReadOnlyDictionary<string, string> sources)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static file => Path.GetFileName(file) is not "Fw24.Runtime.dll")
            .Select(static file => MetadataReference.CreateFromFile(file));
        return CSharpCompilation.Create(
            "Fw24.Runtime",
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, path: source.Key)),
            platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => (symbol switch
    {
        INamedTypeSymbol type => type,
        INamespaceSymbol => null,
        _ => symbol?.ContainingType,
    })?.OriginalDefinition;

    private static int Rank(string file)
        => file.StartsWith(Root + "/", StringComparison.Ordinal) && Path.GetDirectoryName(file[(Root.Length + 1)..])!.Replace('\\', '/') is { Length: > 0 } folder
            ? s_order.IndexOf(folder)
            : -1;
}
