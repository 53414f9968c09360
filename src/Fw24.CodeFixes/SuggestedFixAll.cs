using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis;

namespace Fw24.CodeFixes;

/// <summary>Applies the fixes of many diagnostics, file by file, as several may concern one attribute.</summary>
/// <param name="fix">The fix.</param>
/// <param name="ids">The rules that can be fixed in all places at once.</param>
internal sealed class SuggestedFixAll(SuggestedFix fix, ImmutableArray<string> ids) : DocumentBasedFixAllProvider
{
    public override IEnumerable<string> GetSupportedFixAllDiagnosticIds(CodeFixProvider originalCodeFixProvider) => ids;

    protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
        => await fix.MendAsync(
            document,
            fix.FixSuggestions(diagnostics.Where(diagnostic => ids.Contains(diagnostic.Id)), fixAllContext.CodeActionEquivalenceKey),
            fixAllContext.CancellationToken).ConfigureAwait(false);
}
