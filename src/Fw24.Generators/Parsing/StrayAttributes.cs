using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Parsing;

/// <summary>Finds attributes that have no effect: the generator reads those of entities and handlers only.</summary>
internal static class StrayAttributes
{
    private static readonly string[] s_tableSettings = [nameof(StreamEnabledAttribute), nameof(AuditAttribute), nameof(GlobalIndexAttribute)];

    private static readonly string[] s_handlerSettings = [nameof(OnChangeAttribute), nameof(ChangeQueueAttribute)];

    private static readonly string[] s_roles =
    [
        nameof(PartitionKeyAttribute), nameof(SortKeyAttribute), nameof(TimeToLiveAttribute), nameof(VersionAttribute), nameof(AuditActorAttribute),
    ];

    /// <summary>Finds them on a class and its properties.</summary>
    public static IEnumerable<RuleViolation> Find(INamedTypeSymbol type, bool isHandler)
    {
        var isEntity = AttributeReader.Has<DynamoTableAttribute>(type);
        foreach (var name in isEntity ? [] : Named(type, s_tableSettings))
        {
            yield return new RuleViolation(RuleKind.WithoutTable, SymbolNames.Ref(type).FullName, null, [name]);
        }

        foreach (var name in isHandler ? [] : Named(type, s_handlerSettings))
        {
            yield return new RuleViolation(RuleKind.StrayHandlerSetting, SymbolNames.Ref(type).FullName, null, [name]);
        }

        foreach (var property in type.TypeKind is TypeKind.Interface ? type.GetMembers().OfType<IPropertySymbol>() : [])
        {
            foreach (var name in Unread(property))
            {
                yield return new RuleViolation(RuleKind.InterfaceAttribute, SymbolNames.Ref(type).FullName, property.Name, [name]);
            }
        }

        // An unsealed class may be the base of an entity.
        if (isEntity || type is not { IsSealed: true, TypeKind: TypeKind.Class or TypeKind.Struct })
        {
            yield break;
        }

        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            foreach (var name in Named(property, s_roles))
            {
                yield return new RuleViolation(RuleKind.RoleWithoutTable, SymbolNames.Ref(type).FullName, property.Name, [name]);
            }
        }
    }

    // An implemented property may state secrecy or that it is not stored: see InheritedSecrets.
    private static IEnumerable<string> Unread(IPropertySymbol property)
        => Named(property, name => name is not (nameof(SensitiveAttribute) or nameof(AuditIgnoreAttribute)) && (property.IsAbstract || name is not nameof(DynamoIgnoreAttribute)));

    private static IEnumerable<string> Named(ISymbol symbol, string[] names) => Named(symbol, names.Contains);

    // As written, without "Attribute".
    private static IEnumerable<string> Named(ISymbol symbol, Func<string, bool> isMeant)
        => symbol.GetAttributes()
            .Where(static data => AttributeReader.IsOurs(data.AttributeClass))
            .Select(static data => data.AttributeClass!.Name)
            .Where(isMeant)
            .Select(static name => name.Substring(0, name.Length - nameof(Attribute).Length))
            .Distinct(StringComparer.Ordinal);
}
