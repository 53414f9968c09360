using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>Reads what a symbol's documentation comment says, for the generated members that speak of it.</summary>
internal static class Documentation
{
    // All that end a comment's line in C#: a comment holds none, but an entity (&#x2028;) may name one.
    private static readonly char[] s_lineEnds = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    /// <summary>The lines of a symbol's summary, with their markup; none when it has no well-formed one.</summary>
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

    // Asking the compiler for what is not there takes longer than looking.
    private static bool IsUndocumented(ISymbol symbol, CancellationToken cancellationToken)
        => symbol.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { HasStructuredTrivia: false };
}
