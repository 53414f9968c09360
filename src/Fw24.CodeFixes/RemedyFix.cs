using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Fw24.Generators.Analyzers;

namespace Fw24.CodeFixes;

/// <summary>Writes the remedy that a diagnostic carries. A diagnostic without one has no fix here: its rule's page says why.</summary>
public abstract class RemedyFix : CodeFixProvider
{
    private readonly RemedyFixAll? _fixAll;

    /// <param name="everywhere">The rules that can be mended in all places at once.</param>
    /// <param name="singly">The rules whose remedy names, adds or replaces a physical resource, or what items hold: each place is looked at.</param>
    private protected RemedyFix(DiagnosticDescriptor[] everywhere, DiagnosticDescriptor[] singly)
    {
        FixableDiagnosticIds = [.. everywhere.Concat(singly).Select(static descriptor => descriptor.Id)];
        _fixAll = everywhere.Length > 0 ? new RemedyFixAll(this, [.. everywhere.Select(static descriptor => descriptor.Id)]) : null;
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
            if (Remedy.Of(diagnostic) is { } remedy && Title(remedy) is { } title && Document(context.Document, diagnostic, remedy) is { } document)
            {
                context.RegisterCodeFix(CodeAction.Create(title, token => MendAsync(document, [remedy], token), EquivalenceKey(diagnostic, remedy)), diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>What is said of a remedy: exactly what will be written.</summary>
    /// <returns>The title; <see langword="null"/> when another fix writes this kind of remedy.</returns>
    private protected abstract string? Title(Remedy remedy);

    /// <summary>Writes a remedy.</summary>
    /// <param name="root">The file.</param>
    /// <param name="place">The remedy's place in it.</param>
    /// <param name="remedy">The remedy.</param>
    /// <returns>The changed file.</returns>
    private protected abstract SyntaxNode Write(SyntaxNode root, SyntaxNode place, Remedy remedy);

    /// <summary>The remedies of a file's diagnostics that one action stands for.</summary>
    internal IEnumerable<Remedy> Remedies(IEnumerable<Diagnostic> diagnostics, string? equivalenceKey)
        => diagnostics
            .Select(static diagnostic => (Diagnostic: diagnostic, Remedy: Remedy.Of(diagnostic)))
            .Where(found => found.Remedy is not null && Title(found.Remedy) is not null && EquivalenceKey(found.Diagnostic, found.Remedy) == equivalenceKey)
            .Select(static found => found.Remedy!);

    /// <summary>Writes remedies into their file.</summary>
    internal async Task<Document> MendAsync(Document document, IEnumerable<Remedy> remedies, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) ?? throw new NotSupportedException("The file has no syntax tree.");
        var places = remedies.Distinct().Select(remedy => (Remedy: remedy, Node: root.FindNode(remedy.Place.SourceSpan))).ToList();
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

    private static string EquivalenceKey(Diagnostic diagnostic, Remedy remedy) => $"{diagnostic.Id}.{remedy.Kind}";

    // A handler's remedy may stand in its entity's file.
    private static Document? Document(Document document, Diagnostic diagnostic, Remedy remedy)
        => remedy.Place.SourceTree == diagnostic.Location.SourceTree ? document : document.Project.Solution.GetDocument(remedy.Place.SourceTree);
}
