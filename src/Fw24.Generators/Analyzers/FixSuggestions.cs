using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds the fix of a violation, if a safe one exists. If it is withheld, the rule's page says why.</summary>
/// <param name="compilation">The project.</param>
/// <param name="types">Its types by their full names.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class FixSuggestions(Compilation compilation, IReadOnlyDictionary<string, INamedTypeSymbol> types, CancellationToken cancellationToken)
{
    /// <summary>Gets the fix of a violation in a class.</summary>
    public FixSuggestion? Of(RuleViolation violation, INamedTypeSymbol type)
    {
        if (violation.Rule.FixEdits is FixEdits.None)
        {
            return null;
        }

        var context = new FixContext(compilation, types, type, violation.Rule.Site(violation, type), violation.Member, cancellationToken);
        return violation.Member is null || context.Member is not null ? violation.Rule.Fix(violation, context) : null;
    }

    /// <summary>Gets the fix of a violation in the app's own settings, which no class states.</summary>
    public FixSuggestion? OfApp(RuleViolation violation)
        => violation.Subject.Length is 0 && AttributeReader.Find<Fw24AppAttribute>(compilation.Assembly) is { } attribute
            ? violation.Rule.Fix(violation, new FixContext(compilation, types, type: null, attribute, member: null, cancellationToken))
            : null;
}
