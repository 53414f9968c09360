using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24025: an item can hold a property with an attribute: it is not static, no indexer, has a getter and no <c>[DynamoIgnore]</c>.</summary>
internal sealed class NotStoredRule() : Rule(s_descriptor), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24025",
        title: "An annotated property is stored",
        messageFormat: "{0} has an attribute of Fw24, but is static, an indexer, without a getter or marked [DynamoIgnore], so no item holds it. Remove one or the other.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24025.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var name in model.NotStored)
        {
            violations.Add(this, name);
        }
    }
}
