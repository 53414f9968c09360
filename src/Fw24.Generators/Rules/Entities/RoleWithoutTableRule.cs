using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Rules.Subjects;

namespace Fw24.Generators.Rules.Entities;

/// <summary>
/// FW24024: <c>[PartitionKey]</c>, <c>[SortKey]</c>, <c>[TimeToLive]</c>, <c>[Version]</c>, <c>[AuditActor]</c>, <c>[WriteRegion]</c>
/// and <c>[TraceParent]</c> are in an entity or in a class it may derive from; argument: the attribute.
/// </summary>
internal sealed class RoleWithoutTableRule() : Rule(s_descriptor), IRule<DeclaredType>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24024",
        title: "A key in a sealed class belongs to an entity",
        messageFormat: "{0} has [{1}], but its class is sealed and not an entity, so nothing reads it. Add [DynamoTable] to the class, or remove the attribute.",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24024.md");

    private static readonly string[] s_roles =
    [
        nameof(PartitionKeyAttribute), nameof(SortKeyAttribute), nameof(TimeToLiveAttribute), nameof(VersionAttribute), nameof(AuditActorAttribute),
        nameof(WriteRegionAttribute), nameof(TraceParentAttribute),
    ];

    public void Check(DeclaredType declared, RuleViolationList violations)
    {
        // An unsealed class may be the base of an entity.
        if (declared.IsEntity || declared.Type is not { IsSealed: true, TypeKind: TypeKind.Class or TypeKind.Struct })
        {
            return;
        }

        foreach (var property in declared.Type.GetMembers().OfType<IPropertySymbol>())
        {
            foreach (var name in AttributeReader.Names(property, s_roles.Contains))
            {
                violations.Add(this, property.Name, name);
            }
        }
    }
}
