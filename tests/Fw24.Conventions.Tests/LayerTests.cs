using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Conventions.Tests;

/// <summary>The runtime and the generator are layered: data and references flow one way.</summary>
public sealed class LayerTests
{
    private const int MaxFiles = 20;

    public static TheoryData<string> Projects { get; } = [Layers.Runtime.Root, Layers.Generators.Root];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_uses_one_after_it(string project) => Assert.Empty(Of(project).ArrowsBack());

    [Theory]
    [InlineData("src/Fw24.Runtime/Json/JsonText.cs", "using Fw24.Messages;", "    private static void Probe(MessageGroup group) => _ = group;", "MessageGroup of src/Fw24.Runtime/Messages/MessageGroup.cs")]
    [InlineData("src/Fw24.Runtime/Messages/MessageGroup.cs", "using Fw24.Audit;", "    private static void Probe(AuditTrail trail) => _ = trail;", "AuditTrail of src/Fw24.Runtime/Audit/Trail/AuditTrail.cs")]
    [InlineData("src/Fw24.Runtime/Functions/Streams/StreamProcessor.cs", "using Fw24.Aws;", "    private static object? Probe() => nameof(SqsParkingQueue.ParkAsync);", "SqsParkingQueue of src/Fw24.Runtime/Aws/SqsParkingQueue.cs")]
    [InlineData("src/Fw24.Generators/Model/Types/KeyTypes.cs", "using Fw24.Generators.Rules;", "    private static object? Probe() => nameof(EntityRules.Check);", "EntityRules of src/Fw24.Generators/Rules/EntityRules.cs")]
    [InlineData("src/Fw24.Generators/Parsing/EntityParser.cs", "using Fw24.Generators.Emit;", "    private static string Probe() => Code.GeneratedCode;", "Code of src/Fw24.Generators/Emit/Code.cs")]
    [InlineData("src/Fw24.Generators/Composition/AppComposer.cs", "using Fw24.Generators.Analyzers;", "    private static object? Probe() => nameof(ProjectViolations.Of);", "ProjectViolations of src/Fw24.Generators/Analyzers/ProjectViolations.cs")]
    public void A_using_against_the_order_is_found(string file, string directive, string member, string found)
    {
        var layers = Of(string.Join('/', file.Split('/')[..2]));
        var tree = layers.Project.SyntaxTrees.Single(tree => tree.FilePath == file);
        var source = tree.ToString();
        var probe = CSharpSyntaxTree.ParseText($"{directive}\n{source[..source.LastIndexOf('}')]}\n{member}\n}}\n", path: file, cancellationToken: TestContext.Current.CancellationToken);

        var arrow = Assert.Single(layers.ArrowsBack(layers.Project.ReplaceSyntaxTree(tree, probe), probe));

        Assert.Equal($"{file} uses {found}", arrow);
    }

    [Fact]
    public void Each_folder_of_the_runtime_has_its_place()
    {
        var folders = Layers.Runtime.Project.SyntaxTrees.Select(Layers.Runtime.Folder).Where(static folder => folder.Length > 0).Distinct();

        Assert.Equal(Layers.Runtime.Order.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_has_at_most_20_files()
    {
        var folders = Repository.Read("src", ".cs").Select(static source => Path.GetDirectoryName(source.Key)!).CountBy(static folder => folder);

        Assert.DoesNotContain(folders, static folder => folder.Value > MaxFiles);
    }

    [Fact]
    public void Each_folder_of_the_generator_has_its_place()
    {
        var folders = Layers.Generators.Project.SyntaxTrees.Select(tree => Layers.Generators.Folder(tree).Split('/')[0]).Where(static folder => folder.Length > 0).Distinct();

        Assert.Empty(folders.Except(Layers.Generators.Order));
    }

    [Fact]
    public void Namespaces_follow_the_folders_and_public_types_are_in_Fw24_or_in_their_rooms_own()
        => AssertNamespaces(Layers.Runtime, static (type, path) => type.DeclaredAccessibility is Accessibility.Public
            ? ["Fw24", .. path.Take(1).Select(static room => $"Fw24.{room}")]
            : ["Fw24." + string.Join('.', path), "Fw24"]);

    [Fact]
    public void Namespaces_follow_the_folders_of_the_generator()
        => AssertNamespaces(Layers.Generators, static (_, path) => [string.Join('.', path.Prepend("Fw24.Generators"))]);

    private static Layers Of(string project) => project == Layers.Runtime.Root ? Layers.Runtime : Layers.Generators;

    private static void AssertNamespaces(Layers layers, Func<INamedTypeSymbol, string[], string[]> namespaces)
    {
        foreach (var tree in layers.Project.SyntaxTrees)
        {
            var path = layers.Folder(tree).Split('/', StringSplitOptions.RemoveEmptyEntries);
            foreach (var type in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Where(static type => type.Parent is BaseNamespaceDeclarationSyntax))
            {
                var symbol = layers.Project.GetSemanticModel(tree).GetDeclaredSymbol(type, TestContext.Current.CancellationToken)!;
                var allowed = namespaces(symbol, path);
                Assert.True(allowed.Contains(symbol.ContainingNamespace.ToDisplayString()), $"{tree.FilePath}: {symbol.ToDisplayString()} is expected in {string.Join(" or ", allowed)}.");
            }
        }
    }
}
