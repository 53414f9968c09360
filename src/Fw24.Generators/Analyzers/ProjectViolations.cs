using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generated;
using Fw24.Generators.Diagnostics;
using Fw24.Generators.Emit;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Infrastructure;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>All findings about a compilation, gathered once for all analyzers: many rules are about several classes together.</summary>
internal sealed class ProjectViolations
{
    // The compilation keeps them alive, and nothing else does.
    private static readonly ConditionalWeakTable<Compilation, ProjectViolations> s_known = new();

    private readonly object _gate = new();
    private readonly Compilation _compilation;
    private readonly AnalyzerConfigOptionsProvider _options;
    private ILookup<ISymbol?, Diagnostic>? _diagnostics;

    private ProjectViolations(Compilation compilation, AnalyzerConfigOptionsProvider options) => (_compilation, _options) = (compilation, options);

    /// <summary>The findings about a compilation.</summary>
    public static ProjectViolations Of(Compilation compilation, AnalyzerConfigOptionsProvider options)
        => s_known.GetValue(compilation, key => new ProjectViolations(key, options));

    /// <summary>What is wrong with a class.</summary>
    public IEnumerable<Diagnostic> About(INamedTypeSymbol type, CancellationToken cancellationToken) => Diagnostics(cancellationToken)[type];

    /// <summary>What is wrong with the app's settings, which a file states.</summary>
    public IEnumerable<Diagnostic> AboutTheApp(SyntaxTree tree, CancellationToken cancellationToken) => Diagnostics(cancellationToken)[null].Where(diagnostic => diagnostic.Location.SourceTree == tree);

    /// <summary>What is wrong with what comes from referenced assemblies, which no file states.</summary>
    public IEnumerable<Diagnostic> AboutReferences(CancellationToken cancellationToken) => Diagnostics(cancellationToken)[null].Where(static diagnostic => !diagnostic.Location.IsInSource);

    /// <summary>All errors, for the generator to report where no analyzer is heard.</summary>
    public ImmutableArray<Diagnostic> Errors(CancellationToken cancellationToken)
        => [.. Diagnostics(cancellationToken).SelectMany(static group => group).Where(static diagnostic => diagnostic.DefaultSeverity is DiagnosticSeverity.Error)];

    /// <summary>The findings themselves, each by the class that it was met at.</summary>
    public IEnumerable<RuleViolation> Violations(CancellationToken cancellationToken) => Gather(cancellationToken).Select(static found => found.RuleViolation);

    private ILookup<ISymbol?, Diagnostic> Diagnostics(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _diagnostics ??= Locate(Gather(cancellationToken), cancellationToken);
        }
    }

    private List<(RuleViolation RuleViolation, INamedTypeSymbol? Owner)> Gather(CancellationToken cancellationToken)
    {
        var violations = new List<(RuleViolation, INamedTypeSymbol?)>();
        var entities = new List<EntitySummary>();
        var handlers = new List<HandlerDeclaration>();
        var stacks = new List<INamedTypeSymbol>();
        var unknownStreams = new HashSet<string>(StringComparer.Ordinal);
        var secrets = new UnreachedSecrets(_compilation);
        var derived = new DerivedTypes(_compilation, Types(_compilation.Assembly.GlobalNamespace));
        foreach (var type in Types(_compilation.Assembly.GlobalNamespace))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entity = EntityParser.Parse(type, _compilation, cancellationToken);
            var found = entity is null ? [] : EntityRules.Check(entity).Concat(derived.Violations(entity)).ToList();
            if (entity is not null && found.TrueForAll(static violation => violation.IsAdvice))
            {
                entities.Add(EntitySummary.Of(entity));
                found.AddRange(UnseenMembers.Find(type, entity, cancellationToken));
            }
            else if (entity is { Stream: not null } or { Audit: not null })
            {
                unknownStreams.Add(entity.Table.Name);
            }

            var handler = type.TypeKind is TypeKind.Class ? HandlerParser.Parse(type, _compilation, cancellationToken) : null;
            if (handler is not null)
            {
                handlers.Add(handler);
            }

            secrets.Note(type);
            found.AddRange(StrayAttributes.Find(type, isHandler: handler is not null));
            found.AddRange(IdleOptions.Find(type));
            if (AttributeReader.Has<InfrastructureStackAttribute>(type))
            {
                stacks.Add(type);
                found.AddRange(StackParser.Check(type, cancellationToken));
            }

            violations.AddRange(found.Select(violation => (violation, (INamedTypeSymbol?)type)));
        }

        violations.AddRange(secrets.Violations().Select(static found => (found.RuleViolation, (INamedTypeSymbol?)found.Type)));
        var assembly = AssemblyParser.Parse(_compilation, _options);
        var settings = AttributeReader.Read<Fw24AppAttribute>(_compilation.Assembly);
        var references = MarkerParser.Parse(_compilation, cancellationToken);
        violations.AddRange(MarkerParser.OfAnotherFormat(_compilation, cancellationToken).Select(static found => (
            new RuleViolation(RuleKind.MarkerFormat, "", null, [found.Assembly, SettingsRules.Text(found.Version), SettingsRules.Text(GeneratedAppAttribute.CurrentVersion)]),
            (INamedTypeSymbol?)null)));
        violations.AddRange(MarkerParser.Refused(_compilation, cancellationToken).Select(static found => (new RuleViolation(RuleKind.MarkerContent, "", null, [found.Assembly, found.Fault]), (INamedTypeSymbol?)null)));
        AppComposer.Compose(assembly, settings, entities, handlers, references, violation =>
        {
            // Where an entity that is refused states the table's stream, its own rule says enough.
            if (violation.Rule is not RuleKind.HandlerWithoutStream || !unknownStreams.Contains(violation.Arguments[0]))
            {
                violations.Add((violation, null));
            }
        });

        if (stacks.Count > 0 && assembly.OldLanguage.Length > 0 && violations.TrueForAll(static found => found.Item1.Rule is not RuleKind.LanguageVersion))
        {
            violations.Add((new RuleViolation(RuleKind.LanguageVersion, SymbolNames.Ref(stacks[0]).FullName, null, [assembly.OldLanguage]), stacks[0]));
        }

        // Where something is refused, the reason is said already.
        if (stacks.Count > 0 && violations.TrueForAll(static found => found.Item1.IsAdvice) && InfrastructureComposer.Compose("", assembly, settings, entities, handlers, references) is null)
        {
            violations.AddRange(stacks.Select(static stack => (new RuleViolation(RuleKind.StackEmpty, SymbolNames.Ref(stack).FullName, null, []), (INamedTypeSymbol?)stack)));
        }

        return violations;
    }

    private ILookup<ISymbol?, Diagnostic> Locate(List<(RuleViolation RuleViolation, INamedTypeSymbol? Owner)> violations, CancellationToken cancellationToken)
    {
        var types = violations.Count is 0
            ? []
            : Types(_compilation.Assembly.GlobalNamespace)
                .GroupBy(static type => SymbolNames.Ref(type).FullName, StringComparer.Ordinal)
                .ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        var remedies = new FixSuggestions(_compilation, types, cancellationToken);
        return violations
            .Select(found => (found.RuleViolation, Type: types.TryGetValue(found.RuleViolation.Subject, out var type) ? type : found.Owner))
            // A nested type is met once for each entity that holds it.
            .Distinct()
            .ToLookup(static found => (ISymbol?)found.Type, found => Diagnostic(found.RuleViolation, found.Type, remedies, cancellationToken), SymbolEqualityComparer.Default);
    }

    private Diagnostic Diagnostic(RuleViolation violation, INamedTypeSymbol? type, FixSuggestions remedies, CancellationToken cancellationToken)
    {
        var isOwn = type is not null && SymbolNames.Ref(type).FullName == violation.Subject;
        var location = type is null
            ? RuleViolationLocation.OfApp(_compilation.Assembly, violation, cancellationToken)
            : RuleViolationLocation.Of(isOwn ? violation : violation with { Member = null }, type, cancellationToken);
        var subject = isOwn ? type!.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)
            : violation.Subject.Length is 0 ? _compilation.AssemblyName ?? ""
            : violation.Subject.Replace("global::", "");
        // The compiler takes two diagnostics for one where their arguments are the same objects: what the generator reports, too, is not printed twice.
        object[] arguments = [.. violation.Arguments.Prepend(violation.Member is null ? subject : $"{subject}.{violation.Member}").Select(static argument => string.Intern(Code.Visible(argument.Replace("global::", ""))))];
        var remedy = type is null ? remedies.OfApp(violation) : isOwn ? remedies.Of(violation, type) : null;
        return Microsoft.CodeAnalysis.Diagnostic.Create(Descriptors.Of(violation.Rule), location, remedy is null ? null : [remedy.Place], remedy?.Properties, arguments);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>([container]);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                pending.Push(member);
                if (member is INamedTypeSymbol type)
                {
                    yield return type;
                }
            }
        }
    }
}
