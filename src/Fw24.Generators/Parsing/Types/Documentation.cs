using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing.Types;

/// <summary>Reads a symbol's documentation comment, for the generated members that repeat it.</summary>
internal static class Documentation
{
    // All line terminators of C#. A comment contains none, but an entity (&#x2028;) may produce one.
    private static readonly char[] s_lineEnds = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    /// <summary>Gets the lines of a symbol's summary, with their markup; empty without a well-formed one.</summary>
    public static EquatableArray<string> Summary(ISymbol symbol, CancellationToken cancellationToken)
    {
        if (IsUndocumented(symbol, cancellationToken) || symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken) is not { Length: > 0 } xml)
        {
            return [];
        }

        try
        {
            var summary = XElement.Parse(xml).Element("summary");
            return summary is null
                ? []
                : string.Concat(summary.Nodes().Select(static node => node.ToString(SaveOptions.DisableFormatting)))
                    .Split(s_lineEnds)
                    .Select(static line => line.Trim())
                    .Where(static line => line.Length > 0)
                    .ToEquatableArray();
        }
        catch (XmlException)
        {
            return [];
        }
    }

    // Checking the syntax is faster than asking the compiler for missing documentation.
    private static bool IsUndocumented(ISymbol symbol, CancellationToken cancellationToken)
        => symbol.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { HasStructuredTrivia: false };
}
