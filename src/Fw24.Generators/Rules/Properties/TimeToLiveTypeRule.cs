using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24014: a time to live is a <c>DateTimeOffset</c>, a <c>DateTime</c> or an integer; argument: the type.</summary>
internal sealed class TimeToLiveTypeRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24014",
        title: "A time to live is a time or an integer",
        messageFormat: "{0}: a time to live cannot be {1}. Use DateTimeOffset, DateTime or an integer number of seconds since 1970.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24014.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var property in entity.Root.Properties.Where(static property => property.Has(PropertyRoles.TimeToLive)))
        {
            if (property.Shape is not ScalarShape { Kind: ScalarKind.UnixTime or ScalarKind.UnixDateTime } && !KeyTypes.IsInteger(property.Shape))
            {
                violations.Add(this, property.Name, property.Shape.DeclaredType);
            }
        }
    }
}
