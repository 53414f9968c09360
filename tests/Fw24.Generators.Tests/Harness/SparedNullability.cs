using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Generated code exempts itself from the nullability check of each build; tests perform the check instead.</summary>
internal static class SparedNullability
{
    private const string Spared = "#nullable disable warnings\n";

    /// <summary>Gets the same compilation with checked generated code.</summary>
    /// <param name="output">The compilation with the generated code.</param>
    /// <param name="input">The compilation without it.</param>
    public static Compilation WithNullableWarnings(this Compilation output, Compilation input)
    {
        foreach (var tree in output.SyntaxTrees.Except(input.SyntaxTrees))
        {
            var text = tree.ToString();
            Assert.Contains(Spared, text, StringComparison.Ordinal);
            var isChecked = text.Replace(Spared, "#nullable enable warnings\n", StringComparison.Ordinal);
            output = output.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(isChecked, (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8));
        }

        return output;
    }
}
