using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;
using Fw24.Generators.Rules;
using Fw24.Generators.Rules.Entities;
using Fw24.Generators.Rules.Handlers;
using Fw24.Generators.Rules.Properties;
using Fw24.Generators.Rules.Secrets;
using Fw24.Generators.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Analyzers;

/// <summary>The entities, handlers and stacks that a compilation declares, and the violations by each of its types.</summary>
internal sealed class ProjectDeclarations
{
    private readonly Compilation _compilation;
    private readonly DerivedTypes _derivedTypes;
    private readonly UnreachedSecrets _secrets;
    private readonly HashSet<string> _unknownStreams = new(StringComparer.Ordinal);
    private readonly List<EntityModel> _entities = [];
    private readonly List<HandlerDeclaration> _handlers = [];
    private readonly List<INamedTypeSymbol> _stacks = [];

    /// <summary>Finds the declarations of a compilation.</summary>
    public ProjectDeclarations(Compilation compilation, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _derivedTypes = new DerivedTypes(compilation, Types(compilation));
        _secrets = new UnreachedSecrets(compilation);
        foreach (var type in Types(compilation))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Violations.AddRange(Check(type, cancellationToken).Select(violation => (violation, (INamedTypeSymbol?)type)));
        }

        Violations.AddRange(RuleRegistry.Of<StraySensitiveNamesRule>().Check(_secrets).Concat(RuleRegistry.Of<UnreachedSecretRule>().Check(_secrets))
            .Select(static found => (found.Violation, (INamedTypeSymbol?)found.Type)));
        Summaries = [.. _entities.Select(EntitySummary.Of)];
    }

    /// <summary>The entities that no rule refuses.</summary>
    public IReadOnlyList<EntityModel> Entities => _entities;

    /// <summary>The same entities, as a table composes them.</summary>
    public IReadOnlyList<EntitySummary> Summaries { get; }

    public IReadOnlyList<HandlerDeclaration> Handlers => _handlers;

    public IReadOnlyList<INamedTypeSymbol> Stacks => _stacks;

    /// <summary>The violations, each with the type where it was found.</summary>
    public List<(RuleViolation RuleViolation, INamedTypeSymbol? Owner)> Violations { get; } = [];

    /// <summary>Gets the types of a compilation, nested ones too.</summary>
    public static IEnumerable<INamedTypeSymbol> Types(Compilation compilation)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>([compilation.Assembly.GlobalNamespace]);
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

    /// <summary>Indicates whether a violation is due to an entity that is refused and states the table's stream: its own error suffices.</summary>
    public bool Explains(RuleViolation violation) => violation.Rule is HandlerWithoutStreamRule && _unknownStreams.Contains(violation.Arguments[0]);

    private RuleViolationList Check(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var found = CheckEntity(type, cancellationToken);
        var handler = type.TypeKind is TypeKind.Class ? HandlerParser.Parse(type, _compilation, cancellationToken) : null;
        if (handler is not null)
        {
            _handlers.Add(handler);
        }

        _secrets.Note(type);
        RuleRegistry.Check(new DeclaredType(type, IsHandler: handler is not null), found);
        if (ProjectionParser.Parse(type, _compilation, cancellationToken) is { } projection)
        {
            ProjectionRules.Check(projection, found);
        }

        if (AttributeReader.Has<InfrastructureStackAttribute>(type))
        {
            _stacks.Add(type);
            RuleRegistry.Check(StackParser.Parse(type, cancellationToken), found);
        }

        return found;
    }

    private RuleViolationList CheckEntity(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (EntityParser.Parse(type, _compilation, cancellationToken) is not { } entity)
        {
            return new RuleViolationList(SymbolNames.Ref(type).FullName);
        }

        var found = EntityRules.Check(entity);
        RuleRegistry.Of<DerivedTypeRule>().Check(entity, _derivedTypes, found);
        if (found.All(static violation => violation.IsAdvice))
        {
            _entities.Add(entity);
            found.AddRange(UnseenMembers.Find(type, entity, cancellationToken));
        }
        else if (entity is { Stream: not null } or { Audit: not null })
        {
            _unknownStreams.Add(entity.Table.Name);
        }

        return found;
    }
}
