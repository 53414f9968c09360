using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Composition;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Parsing;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;
using Fw24.Generators.Rules;
using Fw24.Generators.Rules.Apps;

namespace Fw24.Generators.Analyzers;

/// <summary>All violations in a compilation, computed once for all analyzers, as many rules concern several classes together.</summary>
internal sealed class ProjectViolations
{
    // Entries live as long as their compilations.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<LockFile, ProjectViolations>> s_known = new();

    private readonly object _gate = new();
    private readonly Compilation _compilation;
    private readonly AnalyzerConfigOptionsProvider _options;
    private readonly LockFile _lock;
    private ILookup<ISymbol?, Diagnostic>? _diagnostics;
    private Lazy<SchemaLock>? _schema;
    private IReadOnlyList<EntitySummary> _entities = [];

    private ProjectViolations(Compilation compilation, AnalyzerConfigOptionsProvider options, LockFile @lock)
        => (_compilation, _options, _lock) = (compilation, options, @lock);

    /// <summary>Gets the violations in a compilation, compared with a lock.</summary>
    public static ProjectViolations Of(Compilation compilation, AnalyzerConfigOptionsProvider options, LockFile @lock)
        => s_known.GetValue(compilation, static _ => new()).GetOrAdd(@lock, key => new ProjectViolations(compilation, options, key));

    /// <summary>Gets the diagnostics about a class.</summary>
    public IEnumerable<Diagnostic> About(INamedTypeSymbol type, CancellationToken cancellationToken) => Diagnostics(cancellationToken)[type];

    /// <summary>Gets the diagnostics about the app's settings stated in a file.</summary>
    public IEnumerable<Diagnostic> AboutTheApp(SyntaxTree tree, CancellationToken cancellationToken) => Diagnostics(cancellationToken)[null].Where(diagnostic => diagnostic.Location.SourceTree == tree);

    /// <summary>Gets the diagnostics about referenced assemblies, which no file states.</summary>
    public IEnumerable<Diagnostic> AboutReferences(CancellationToken cancellationToken) => Diagnostics(cancellationToken)[null].Where(static diagnostic => !diagnostic.Location.IsInSource);

    /// <summary>Gets all errors, for the generator to report when analyzers do not run.</summary>
    public ImmutableArray<Diagnostic> Errors(CancellationToken cancellationToken)
        => [.. Diagnostics(cancellationToken).SelectMany(static group => group).Where(static diagnostic => diagnostic.DefaultSeverity is DiagnosticSeverity.Error)];

    /// <summary>Gets the violations themselves, each with the class where it was found.</summary>
    public IEnumerable<RuleViolation> Violations(CancellationToken cancellationToken) => Gather(cancellationToken).Select(static found => found.RuleViolation);

    /// <summary>Gets the lock of the project as the code declares it; <see langword="null"/> while a declaration is refused.</summary>
    public SchemaLock? Schema(CancellationToken cancellationToken)
    {
        _ = Diagnostics(cancellationToken);
        return _schema?.Value;
    }

    /// <summary>Gets a table as the entities of the compilation and of its references declare it.</summary>
    /// <returns>The table; <see langword="null"/> if none declares it.</returns>
    public TableModel? Table(string name, CancellationToken cancellationToken)
    {
        _ = Diagnostics(cancellationToken);
        var entities = _entities.Where(entity => entity.Table.Name == name).ToList();
        return entities.Count is 0 ? null : TableComposer.Compose(name, entities);
    }

    private ILookup<ISymbol?, Diagnostic> Diagnostics(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _diagnostics ??= Locate(Gather(cancellationToken), cancellationToken);
        }
    }

    private List<(RuleViolation RuleViolation, INamedTypeSymbol? Owner)> Gather(CancellationToken cancellationToken)
    {
        var declared = new ProjectDeclarations(_compilation, cancellationToken);
        var violations = declared.Violations;
        var assembly = AssemblyParser.Parse(_compilation, _options);
        var settings = AttributeReader.Read<Fw24AppAttribute>(_compilation.Assembly);
        var apps = MarkerParser.Parse(_compilation, cancellationToken);
        var references = MarkerContents.Sound(apps);
        _entities = [.. declared.Summaries, .. references.SelectMany(static app => app.Entities)];
        Add(MarkerParser.OfAnotherFormat(_compilation, cancellationToken).Select(static found => RuleRegistry.Of<MarkerFormatRule>().Violation(found.Assembly, found.Version)));
        Add(apps.SelectMany(static app => RuleRegistry.Check(app, "")));
        var app = AppComposer.Compose(assembly, settings, declared.Summaries, declared.Handlers, references, violation =>
        {
            if (!declared.Explains(violation))
            {
                violations.Add((violation, null));
            }
        }).App;

        var stacks = declared.Stacks;
        if (stacks.Count > 0 && assembly.OldLanguage.Length > 0 && violations.TrueForAll(static found => found.RuleViolation.Rule is not LanguageVersionRule))
        {
            violations.Add((RuleRegistry.Of<LanguageVersionRule>().Violation(stacks[0], assembly), stacks[0]));
        }

        // If a declaration is refused, the reason is already reported.
        if (stacks.Count > 0 && IsSound() && InfrastructureComposer.Compose("", assembly, settings, declared.Summaries, declared.Handlers, references) is null)
        {
            violations.AddRange(stacks.Select(static stack => (RuleRegistry.Of<StackEmptyRule>().Violation(stack), (INamedTypeSymbol?)stack)));
        }

        // What is refused is missing in the app, and would be taken for removed.
        if (IsSound())
        {
            // Composed only to compare it with a lock, or to write one.
            var schema = _schema = new Lazy<SchemaLock>(() => LockComposer.Compose(app, declared.Entities));
            var faults = new RuleViolationList("");
            Add(_lock.Read(faults) is { } then ? EvolutionRules.Check(schema.Value, then, declared.Summaries, references) : faults);
        }

        return violations;

        bool IsSound() => violations.TrueForAll(static found => found.RuleViolation.IsAdvice);

        void Add(IEnumerable<RuleViolation> found) => violations.AddRange(found.Select(static violation => (violation, (INamedTypeSymbol?)null)));
    }

    private ILookup<ISymbol?, Diagnostic> Locate(List<(RuleViolation RuleViolation, INamedTypeSymbol? Owner)> violations, CancellationToken cancellationToken)
    {
        var types = violations.Count is 0
            ? []
            : ProjectDeclarations.Types(_compilation)
                .GroupBy(static type => SymbolNames.Ref(type).FullName, StringComparer.Ordinal)
                .ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        var fixes = new FixSuggestions(_compilation, types, cancellationToken);
        return violations
            .Select(found => (found.RuleViolation, Type: types.TryGetValue(found.RuleViolation.Subject, out var type) ? type : found.Owner))
            // A nested type is found once for each entity that holds it.
            .Distinct()
            .ToLookup(static found => (ISymbol?)found.Type, found => Diagnostic(found.RuleViolation, found.Type, fixes, cancellationToken), SymbolEqualityComparer.Default);
    }

    private Diagnostic Diagnostic(RuleViolation violation, INamedTypeSymbol? type, FixSuggestions fixes, CancellationToken cancellationToken)
    {
        var isOwn = type is not null && SymbolNames.Ref(type).FullName == violation.Subject;
        var location = type is null
            ? RuleViolationLocation.OfApp(_compilation.Assembly, violation, cancellationToken)
            : RuleViolationLocation.Of(isOwn ? violation : violation with { Member = null }, type, cancellationToken);
        if (location == Location.None && violation.Rule.Descriptor.Category is RuleCategory.Evolution)
        {
            // No code states what is removed: the lock does.
            location = _lock.Locate(violation.Arguments is [var name, ..] ? name : "");
        }

        var subject = isOwn ? type!.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)
            : violation.Subject.Length is 0 ? _compilation.AssemblyName ?? ""
            : violation.Subject.Replace("global::", "");
        // Intern the arguments: to the compiler, diagnostics are equal only if their arguments are the same objects, so the generator's copy is not printed
        // twice.
        object[] arguments = [.. violation.Arguments.Prepend(violation.Member is null ? subject : $"{subject}.{violation.Member}").Select(static argument => string.Intern(VisibleText.Of(argument.Replace("global::", ""))))];
        var fix = type is null ? fixes.OfApp(violation) : isOwn ? fixes.Of(violation, type) : null;
        return Microsoft.CodeAnalysis.Diagnostic.Create(violation.Rule.Descriptor, location, fix is null ? null : [fix.Place], fix?.Properties, arguments);
    }
}
