using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24642: an entity keeps the form of the object mapper; arguments: the setting, the form.</summary>
internal sealed class FormatRemovedRule() : Rule(s_descriptor, FixEdits.Argument), IRule<EntityOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24642",
        title: "An entity with items in the object mapper's form keeps it",
        messageFormat: "{0}: the items have the form {2}, which is no longer stated: they cannot be read, and keys are compared in another "
            + "form. Restore {1} = ItemFormat.{2}. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24642.md");

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        if (entity is { Then.Format: { } then, Now.Format: null })
        {
            violations.At(entity.Attributes.Class).Add(this, null, nameof(DynamoTableAttribute.Format), then);
        }
    }

    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type) => AttributeReader.Find<DynamoTableAttribute>(type);

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Set(violation.Arguments[0], $"{context.Minimal("Fw24.ItemFormat")}.{violation.Arguments[1]}");
}
