using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Conventions.Tests;

/// <summary>The folders of a project as layers: each may use those before it and none after it.</summary>
internal sealed class Layers
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly List<string> _order;

    private Layers(string root, List<string> order)
    {
        Root = root;
        _order = order;
        Project = Compile(root);
    }

    /// <summary>The runtime, in the order that CONTRIBUTING.md describes.</summary>
    public static Layers Runtime { get; } = new("src/Fw24.Runtime",
    [
        "Json/Text", "Json", "Items/Values", "Items", "Items/Validation", "Items/Mapped", "Items/Sdk",
        "Changes", "Changes/Marks", "Changes/Reading",
        "Invocations", "Configuration", "Diagnostics", "Aws/Client/Forms", "Aws/Client", "Model/Handlers", "Model",
        "Messages/Redactors", "Messages", "Messages/Parking", "Aws/DynamoDb",
        "Tables/Conditions", "Tables/Fields", "Tables/Updates", "Tables/Queries", "Tables/Batches", "Tables/Writes", "Tables",
        "Tables/Scans", "Tables/Transactions",
        "Seals/Tree", "Seals",
        "Functions", "Functions/Seals", "Functions/Queues", "Functions/Streams", "Functions/Handlers/Idempotency", "Functions/Handlers",
        "Audit/Records", "Audit/Trail", "Audit/Sinks", "Functions/Audit", "Audit/Sinks/DynamoDb", "Audit/Erasure",
        "Audit/Indexing", "Backfill",
        "Audit/Reading", "Audit/Reading/Stores", "Audit/States", "Audit/Restoring", "Audit/Reader", "Audit/Export", "Audit/Proof",
        "Aws", "Aws/Streams", "Lambda", "Hosting", "Replay",
    ]);

    /// <summary>The generator and its analyzers.</summary>
    public static Layers Generators { get; } = new("src/Fw24.Generators",
    [
        "Model", "Model/Infrastructure", "Parsing", "Fixes", "Rules", "Composition", "Emit", "Emit/Infrastructure", "Analyzers",
    ]);

    /// <summary>The project's folder in the repository.</summary>
    public string Root { get; }

    /// <summary>The layers' folders, in their order.</summary>
    public IReadOnlyList<string> Order => _order;

    /// <summary>The project's sources, compiled: the meaning of each name is known.</summary>
    public CSharpCompilation Project { get; }

    /// <summary>Finds the uses of a later folder's types in all files.</summary>
    public IEnumerable<string> ArrowsBack() => Project.SyntaxTrees.SelectMany(tree => ArrowsBack(Project, tree));

    /// <summary>Finds the uses of a later folder's types.</summary>
    /// <returns>A line for each: the file, and the type that it must not use.</returns>
    public IEnumerable<string> ArrowsBack(CSharpCompilation compilation, SyntaxTree tree)
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

    /// <summary>The folder of a file within the project; empty for the project's own.</summary>
    public string Folder(SyntaxTree tree) => Folder(tree.FilePath);

    public override string ToString() => Root;

    private string Folder(string file) => Path.GetDirectoryName(file[(Root.Length + 1)..])!.Replace('\\', '/');

    private static CSharpCompilation Compile(string root)
    {
        var assembly = Path.GetFileName(root);
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) != assembly + ".dll")
            .Select(static file => MetadataReference.CreateFromFile(file));
        return CSharpCompilation.Create(
            assembly,
            Repository.Read(root, ".cs").Append(new($"{root}/ImplicitUsings.cs", ImplicitUsings)).Select(static source => CSharpSyntaxTree.ParseText(source.Value, path: source.Key)),
            platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => (symbol switch
    {
        INamedTypeSymbol type => type,
        INamespaceSymbol => null,
        _ => symbol?.ContainingType,
    })?.OriginalDefinition;

    // Of the folder or the nearest one around it.
    private int Rank(string file)
    {
        if (!file.StartsWith(Root + "/", StringComparison.Ordinal))
        {
            return -1;
        }

        for (var folder = Folder(file); folder.Length > 0; folder = Path.GetDirectoryName(folder)!.Replace('\\', '/'))
        {
            if (_order.IndexOf(folder) is >= 0 and var rank)
            {
                return rank;
            }
        }

        return -1;
    }
}
