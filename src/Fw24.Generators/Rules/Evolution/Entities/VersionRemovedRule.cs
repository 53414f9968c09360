using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24633: an entity keeps its version; argument: the attribute.</summary>
internal sealed class VersionRemovedRule() : Rule(s_descriptor), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24633",
        title: "An entity keeps its version",
        messageFormat: "{0}: '{1}' is no longer its version. Writes no longer check or increment it, so concurrent changes overwrite "
            + "each other without notice. Restore [Version], or accept the difference. If it is meant, run 'dotnet build "
            + "-t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24633.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        if (entity.Then.Version is { } then && entity.Now.Version != then)
        {
            violations.At(entity.Attributes.Class).Add(this, null, then);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);
}
