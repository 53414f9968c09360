using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Parsing;

/// <summary>Finds attributes where nothing reads them: the generator looks at entities and handlers only.</summary>
internal static class StrayAttributes
{
    private static readonly string[] TableSettings = [nameof(StreamEnabledAttribute), nameof(AuditAttribute), nameof(GlobalIndexAttribute)];

    private static readonly string[] HandlerSettings = [nameof(OnChangeAttribute), nameof(ChangeQueueAttribute)];

    private static readonly string[] Roles =
    [
        nameof(PartitionKeyAttribute), nameof(SortKeyAttribute), nameof(TimeToLiveAttribute), nameof(VersionAttribute), nameof(AuditActorAttribute),
    ];

    /// <summary>Finds them on a class and its properties.</summary>
    public static IEnumerable<Finding> Find(INamedTypeSymbol type, bool isHandler)
    {
        var isEntity = AttributeReader.Has<DynamoTableAttribute>(type);
        foreach (var name in isEntity ? [] : Named(type, TableSettings))
        {
            yield return new Finding(RuleKind.WithoutTable, SymbolNames.Ref(type).FullName, null, [name]);
        }

        foreach (var name in isHandler ? [] : Named(type, HandlerSettings))
        {
            yield return new Finding(RuleKind.StrayHandlerSetting, SymbolNames.Ref(type).FullName, null, [name]);
        }

        foreach (var property in type.TypeKind is TypeKind.Interface ? type.GetMembers().OfType<IPropertySymbol>() : [])
        {
            foreach (var name in Unread(property))
            {
                yield return new Finding(RuleKind.InterfaceAttribute, SymbolNames.Ref(type).FullName, property.Name, [name]);
            }
        }

        // An open class may be the base of an entity.
        if (isEntity || type is not { IsSealed: true, TypeKind: TypeKind.Class or TypeKind.Struct })
        {
            yield break;
        }

        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            foreach (var name in Named(property, Roles))
            {
                yield return new Finding(RuleKind.RoleWithoutTable, SymbolNames.Ref(type).FullName, property.Name, [name]);
            }
        }
    }

    // What has code of its own may say that none of it is stored: see InheritedSecrets.
    private static IEnumerable<string> Unread(IPropertySymbol property)
        => Named(property, name => name is not (nameof(SensitiveAttribute) or nameof(AuditIgnoreAttribute)) && (property.IsAbstract || name is not nameof(DynamoIgnoreAttribute)));

    private static IEnumerable<string> Named(ISymbol symbol, string[] names) => Named(symbol, names.Contains);

    // Without "Attribute", as it is written.
    private static IEnumerable<string> Named(ISymbol symbol, Func<string, bool> isMeant)
        => symbol.GetAttributes()
            .Where(static data => AttributeReader.IsOurs(data.AttributeClass))
            .Select(static data => data.AttributeClass!.Name)
            .Where(isMeant)
            .Select(static name => name.Substring(0, name.Length - nameof(Attribute).Length))
            .Distinct(StringComparer.Ordinal);
}
