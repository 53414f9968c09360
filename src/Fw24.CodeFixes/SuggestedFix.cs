using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Rules;

namespace Fw24.CodeFixes;

/// <summary>Applies the fix that a diagnostic carries. A diagnostic without one has no fix: its rule's page says why.</summary>
public abstract class SuggestedFix : CodeFixProvider
{
    private readonly SuggestedFixAll? _fixAll;

    /// <param name="edits">The edits that the provider makes: it fixes the rules whose fixes make them.</param>
    private protected SuggestedFix(FixEdits edits)
    {
        var rules = RuleRegistry.All.Where(rule => (rule.FixEdits & edits) != 0).ToLookup(static rule => rule.FixScope, static rule => rule.Descriptor.Id);
        var everywhere = rules[FixScope.Everywhere].ToImmutableArray();
        FixableDiagnosticIds = [.. everywhere, .. rules[FixScope.OneByOne]];
        _fixAll = everywhere.IsEmpty ? null : new SuggestedFixAll(this, everywhere);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => _fixAll;

    /// <inheritdoc/>
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (FixSuggestion.Of(diagnostic) is { } remedy && Title(remedy) is { } title && Document(context.Document, diagnostic, remedy) is { } document)
            {
                context.RegisterCodeFix(CodeAction.Create(title, token => MendAsync(document, [remedy], token), EquivalenceKey(diagnostic, remedy)), diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Gets the title of a fix: exactly what it will write.</summary>
    /// <returns>The title; <see langword="null"/> if another provider applies this kind of fix.</returns>
    private protected abstract string? Title(FixSuggestion remedy);

    /// <summary>Applies a fix.</summary>
    /// <param name="root">The root of the file.</param>
    /// <param name="place">The node at the fix's location.</param>
    /// <param name="remedy">The fix.</param>
    /// <returns>The changed root.</returns>
    private protected abstract SyntaxNode Write(SyntaxNode root, SyntaxNode place, FixSuggestion remedy);

    /// <summary>Gets the fixes of a file's diagnostics that one code action covers.</summary>
    internal IEnumerable<FixSuggestion> FixSuggestions(IEnumerable<Diagnostic> diagnostics, string? equivalenceKey)
        => diagnostics
            .Select(static diagnostic => (Diagnostic: diagnostic, FixSuggestion: FixSuggestion.Of(diagnostic)))
            .Where(found => found.FixSuggestion is not null && Title(found.FixSuggestion) is not null && EquivalenceKey(found.Diagnostic, found.FixSuggestion) == equivalenceKey)
            .Select(static found => found.FixSuggestion!);

    /// <summary>Applies fixes to their file.</summary>
    internal async Task<Document> MendAsync(Document document, IEnumerable<FixSuggestion> remedies, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) ?? throw new NotSupportedException("The file has no syntax tree.");
        var places = remedies.Distinct().Select(remedy => (FixSuggestion: remedy, Node: root.FindNode(remedy.Place.SourceSpan))).ToList();
        root = root.TrackNodes(places.Select(static place => place.Node));
        foreach (var (remedy, node) in places)
        {
            if (root.GetCurrentNode(node) is { } place)
            {
                root = Write(root, place, remedy);
            }
        }

        return document.WithSyntaxRoot(root);
    }

    private static string EquivalenceKey(Diagnostic diagnostic, FixSuggestion remedy) => $"{diagnostic.Id}.{remedy.Kind}";

    // The fix of a handler's violation may be in its entity's file.
    private static Document? Document(Document document, Diagnostic diagnostic, FixSuggestion remedy)
        => remedy.Place.SourceTree == diagnostic.Location.SourceTree ? document : document.Project.Solution.GetDocument(remedy.Place.SourceTree);
}
