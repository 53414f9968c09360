using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24041: no stored type or member is [Obsolete] as an error.</summary>
internal sealed class ObsoleteErrorRule() : Rule(s_descriptor), IRule<EntityModel>, IRule<HandlerOfEntity>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24041",
        title: "Stored types and members are not obsolete as an error",
        messageFormat: "{0} is [Obsolete] as an error, so no code may use it, including generated code. Make that a warning, add [DynamoIgnore], or store another type.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24041.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var name in entity.Forbidden)
        {
            new RuleViolationList(name.Type, violations).Add(this, name.Member);
        }
    }

    public void Check(HandlerOfEntity handler, RuleViolationList violations)
    {
        if (handler.Handler.IsForbidden)
        {
            violations.Add(this, null);
        }
    }
}
