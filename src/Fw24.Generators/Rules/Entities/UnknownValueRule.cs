using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24064: one member of an enum at most is read for unknown names; arguments: the enum.</summary>
internal sealed class UnknownValueRule() : Rule(s_descriptor), IRule<EntityModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24064",
        title: "An enum has one member for unknown names",
        messageFormat: "{0} stores the enum {1}, of which several members have [UnknownValue]. Mark one of them.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24064.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        foreach (var model in entity.Enums.Where(static model => model.HasSeveralUnknown))
        {
            violations.Add(this, null, model.Type.FullName.Replace("global::", ""));
        }
    }
}
