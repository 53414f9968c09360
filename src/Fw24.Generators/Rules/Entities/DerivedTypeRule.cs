using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Rules.Entities;

/// <summary>FW24040: a stored class is sealed or has no derived class that could be stored in its place; argument: a derived class.</summary>
internal sealed class DerivedTypeRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24040",
        title: "A stored class has no derived classes",
        messageFormat: "{0} is stored as declared, but {1} derives from it: writing such an object throws an ArgumentException because its additional members would be lost. Seal {0}, or store each class in a separate property or entity.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24040.md");

    /// <summary>Checks an entity and the types nested in it.</summary>
    public void Check(EntityModel entity, DerivedTypes derivedTypes, RuleViolationList violations)
    {
        foreach (var model in entity.Objects.Prepend(entity.Root))
        {
            // A derived class that is an entity itself is written to its own table.
            var first = derivedTypes.Of(model.Type)
                .Where(type => model != entity.Root || !AttributeReader.Has<DynamoTableAttribute>(type))
                .Select(static type => SymbolNames.Ref(type).FullName)
                .OrderBy(static name => name, StringComparer.Ordinal)
                .FirstOrDefault();
            if (first is not null)
            {
                new RuleViolationList(model.Type.FullName, violations).Add(this, null, first);
            }
        }
    }
}
