using Microsoft.CodeAnalysis;
using Fw24.Generators.Fixes;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects.Locks;

namespace Fw24.Generators.Rules.Evolution.Entities;

/// <summary>FW24606: a renamed property is still read from the attribute of stored items; arguments: the attribute then and now.</summary>
internal sealed class AttributeRenamedRule() : Rule(s_descriptor, FixEdits.Attribute), IRule<AttributesOfLock>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24606",
        title: "A renamed property is still read from its old attribute",
        messageFormat: "{0} is stored in '{2}' and was probably stored in '{1}', where existing items still have it: they are read "
            + "without it. Keep the name with [DynamoAttribute(\"{1}\")], or read both with [DynamoAttribute(\"{2}\", Aliases = "
            + "[\"{1}\"])]. If it is meant, run 'dotnet build -t:Fw24Lock'.",
        category: RuleCategory.Evolution,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24606.md");

    public void Check(AttributesOfLock attributes, RuleViolationList violations)
    {
        foreach (var (now, then) in attributes.Renamed)
        {
            violations.At(attributes.Class).Add(this, now.Property, then.Name, now.Name);
        }
    }

    public override FixSuggestion? Fix(RuleViolation violation, FixContext context)
        => context.Property is { } property
            && context.IsFreeAttribute(violation.Arguments[0])
            && !AttributeReader.Has<DynamoAttributeAttribute>(property)
                ? context.AddAttribute($"DynamoAttribute({FixContext.Quoted(violation.Arguments[0])})")
                : null;
}
