using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24607: a stored attribute is still read as the type that items have; arguments: the type then and now.</summary>
internal sealed class AttributeTypeChangedRule() : Rule(s_descriptor), IRule<AttributesOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24607",
        title: "A stored attribute is read as the type it was written as",
        messageFormat: "{0} was stored as {1} and is read as {2}: existing items cannot be read, and messages in flight are parked. "
            + "Store it under another name, keep the type, or convert old items with an [ItemUpgrade]. If it is meant, run "
            + "'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24607.md");

    public void Check(AttributesOfLock attributes, RuleViolationList violations)
    {
        foreach (var (now, then) in attributes.Read)
        {
            if (!now.IsComputed && !attributes.IsUpgraded(now) && !StoredType.IsReadable(then.Type, now.Type, attributes.Form))
            {
                violations.At(attributes.Class).Add(this, now.Property, then.Type, now.Type);
            }
        }
    }
}
