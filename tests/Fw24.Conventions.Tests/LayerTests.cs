using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Conventions.Tests;

/// <summary>The runtime is layered: data and references flow one way.</summary>
public sealed class LayerTests
{
    private const int MaxFiles = 20;

    [Fact]
    public void No_folder_uses_one_after_it() => Assert.Empty(Layers.Runtime.SyntaxTrees.SelectMany(static tree => Layers.ArrowsBack(Layers.Runtime, tree)));

    [Theory]
    [InlineData("src/Fw24.Runtime/Json/JsonText.cs", "using Fw24.Messages;", "    private static void Probe(MessageGroup group) => _ = group;", "MessageGroup of src/Fw24.Runtime/Messages/MessageGroup.cs")]
    [InlineData("src/Fw24.Runtime/Messages/MessageGroup.cs", "using Fw24.Audit;", "    private static void Probe(AuditTrail trail) => _ = trail;", "AuditTrail of src/Fw24.Runtime/Audit/Trail/AuditTrail.cs")]
    [InlineData("src/Fw24.Runtime/Functions/Streams/StreamProcessor.cs", "using Fw24.Aws;", "    private static object? Probe() => nameof(SqsParkingQueue.ParkAsync);", "SqsParkingQueue of src/Fw24.Runtime/Aws/SqsParkingQueue.cs")]
    public void A_using_against_the_order_is_found(string file, string directive, string member, string found)
    {
        var tree = Layers.Runtime.SyntaxTrees.Single(tree => tree.FilePath == file);
        var source = tree.ToString();
        var probe = CSharpSyntaxTree.ParseText($"{directive}\n{source[..source.LastIndexOf('}')]}\n{member}\n}}\n", path: file, cancellationToken: TestContext.Current.CancellationToken);

        var arrow = Assert.Single(Layers.ArrowsBack(Layers.Runtime.ReplaceSyntaxTree(tree, probe), probe));

        Assert.Equal($"{file} uses {found}", arrow);
    }

    [Fact]
    public void Each_folder_has_its_place_and_at_most_20_files()
    {
        var folders = Layers.Runtime.SyntaxTrees.Select(static tree => Path.GetDirectoryName(tree.FilePath[(Layers.Root.Length + 1)..])!.Replace('\\', '/')).CountBy(static folder => folder).ToDictionary();

        Assert.Equal(Layers.Order.Order(StringComparer.Ordinal), folders.Keys.Where(static folder => folder.Length > 0).Order(StringComparer.Ordinal));
        Assert.All(folders, static folder => Assert.InRange(folder.Value, 1, MaxFiles));
    }

    [Fact]
    public void Namespaces_follow_the_folders_and_public_types_are_in_Fw24_or_in_their_rooms_own()
    {
        foreach (var tree in Layers.Runtime.SyntaxTrees)
        {
            var path = tree.FilePath[(Layers.Root.Length + 1)..].Split('/')[..^1];
            foreach (var type in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Where(static type => type.Parent is BaseNamespaceDeclarationSyntax))
            {
                var symbol = Layers.Runtime.GetSemanticModel(tree).GetDeclaredSymbol(type, TestContext.Current.CancellationToken)!;
                string[] allowed = symbol.DeclaredAccessibility is Accessibility.Public
                    ? ["Fw24", .. path.Take(1).Select(static room => $"Fw24.{room}")]
                    : ["Fw24." + string.Join('.', path), "Fw24"];
                Assert.True(allowed.Contains(symbol.ContainingNamespace.ToDisplayString()), $"{tree.FilePath}: {symbol.ToDisplayString()} is expected in {string.Join(" or ", allowed)}.");
            }
        }
    }
}
