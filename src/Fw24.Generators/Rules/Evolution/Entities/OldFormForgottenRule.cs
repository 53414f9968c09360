using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24640: code that reads items of an older form stays while there are any; arguments: the code, the effect on them.</summary>
internal sealed class OldFormForgottenRule() : Rule(s_descriptor), IRule<AttributesOfLock>, IRule<EntityOfLock>, IRule<EnumOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24640",
        title: "Code that reads items of an older form stays while there are any",
        messageFormat: "{0}: {1} is gone, but items that were not written since they changed their form {2}. Restore it, or write those "
            + "items again first. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24640.md");

    public void Check(AttributesOfLock attributes, RuleViolationList violations)
    {
        foreach (var (now, then) in attributes.Kept.Where(pair => !attributes.IsUpgraded(pair.Now)))
        {
            foreach (var alias in then.Aliases.Where(alias => !now.Reads(alias)))
            {
                violations.At(attributes.Class).Add(this, now.Property, $"the alias '{alias}'", "are read without its value");
            }
        }
    }

    public void Check(EntityOfLock entity, RuleViolationList violations)
    {
        foreach (var name in entity.Then.Upgraded.Except(entity.Now.Upgraded, StringComparer.Ordinal))
        {
            if (entity.Now.Attribute(name) is { } attribute)
            {
                violations.At(entity.Attributes.Class).Add(this, attribute.Property, $"the upgrade of '{name}'", "are read as they are, or not at all");
            }
        }
    }

    public void Check(EnumOfLock @enum, RuleViolationList violations)
    {
        if (@enum is { Then.Unknown: { } unknown, Now.Unknown: null })
        {
            violations.At(@enum.Class).Add(this, null, $"[UnknownValue] of {unknown}", "cannot be read if they have a member that was removed");
        }
    }
}
