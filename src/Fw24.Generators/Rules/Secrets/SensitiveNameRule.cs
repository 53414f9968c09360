using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Properties;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>FW24227: <c>[SensitiveAttributes]</c> names attributes that no property holds, each once; arguments: the name, the fault, the remedy.</summary>
internal sealed class SensitiveNameRule() : Rule(s_descriptor), IRule<EntityModel>, IRule<EntityOfTable>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24227",
        title: "[SensitiveAttributes] names attributes that no property holds",
        messageFormat: "{0}: '{1}' in [SensitiveAttributes] {2}. {3}.",
        category: RuleCategory.Audit,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24227.md");

    public void Check(EntityModel entity, RuleViolationList violations)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sensitive in entity.SensitiveNames)
        {
            var name = sensitive.Attribute;
            var holder = Redactions.Holder(entity, name);
            if (name.Length is 0)
            {
                violations.Add(this, null, name, "is not a valid attribute name", "Write the names that items have, or remove the attribute");
            }
            else if (!AttributeNameRule.IsValid(name))
            {
                // Another rule reports it.
            }
            else if (!names.Add(name))
            {
                violations.Add(this, null, name, "is named twice, here or in a base class", "Name it once");
            }
            else if (holder is not null && holder.Has(PropertyRoles.TableKey))
            {
                violations.Add(this, null, name, "is a key of the table, which identifies items", "Remove the name");
            }
            else if (holder is not null)
            {
                violations.Add(this, null, name, $"is the attribute of {holder.Name}", $"Put [Sensitive] on {holder.Name} and remove the name");
            }
        }
    }

    public void Check(EntityOfTable entity, RuleViolationList violations)
    {
        if (entity.Table.Discriminator is { } discriminator && entity.Entity.SensitiveNames.Contains(discriminator))
        {
            violations.Add(this, null, discriminator, "distinguishes the entities of the table", "Remove the name");
        }
    }

    // An attribute that does not compile may name anything.
    public override AttributeData? Site(RuleViolation violation, INamedTypeSymbol type)
        => AttributeReader.FindAll<SensitiveAttributesAttribute>(type).FirstOrDefault(data => AttributeReader.Read<SensitiveAttributesAttribute>(data) is not { } stated
            || stated.Names.Select(static name => name ?? "").DefaultIfEmpty("").Contains(violation.Arguments[0]));

    public override AttributeArgumentSyntax? Argument(RuleViolation violation, IEnumerable<AttributeArgumentSyntax> arguments)
        => violation.Arguments[0].Length is 0 ? null : arguments.FirstOrDefault(argument => argument.Expression.ToString().Contains(violation.Arguments[0]));
}
