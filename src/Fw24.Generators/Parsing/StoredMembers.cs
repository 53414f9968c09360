using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>The properties of a type, inherited ones included, that an item may hold.</summary>
internal sealed class StoredMembers
{
    private readonly ISet<string> _indexKeys;
    private readonly Compilation _compilation;
    private readonly List<IPropertySymbol> _stored = [];
    private readonly List<string> _requiredButNotStored = [];
    private readonly List<string> _inaccessible = [];
    private readonly List<string> _notStored = [];

    public StoredMembers(INamedTypeSymbol type, ISet<string> indexKeys, Compilation compilation)
    {
        (_indexKeys, _compilation) = (indexKeys, compilation);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (!member.IsStatic && seen.Add(member.Name))
                {
                    Add(member);
                }

                if (member is IPropertySymbol property && IsAnnotatedInVain(property))
                {
                    _notStored.Add(property.Name);
                }
            }
        }

        _stored.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        _requiredButNotStored.Sort(StringComparer.Ordinal);
        _inaccessible.Sort(StringComparer.Ordinal);
        _notStored.Sort(StringComparer.Ordinal);
    }

    /// <summary>The properties, in ordinal order. Computed ones are among them: see <see cref="IsAsked"/>.</summary>
    public IReadOnlyList<IPropertySymbol> Stored => _stored;

    /// <summary>The required members that are not stored.</summary>
    public IReadOnlyList<string> RequiredButNotStored => _requiredButNotStored;

    /// <summary>The annotated properties that emitted code cannot reach.</summary>
    public IReadOnlyList<string> Inaccessible => _inaccessible;

    /// <summary>The annotated properties that no item can hold.</summary>
    public IReadOnlyList<string> NotStored => _notStored;

    /// <summary>Whether a property holds nothing by itself. Of another assembly's property without a setter that is presumed.</summary>
    public static bool IsComputed(IPropertySymbol property)
        => property.SetMethod is null && !property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>Whether an attribute or an index asks for a property, so that it is stored even when it is computed.</summary>
    public bool IsAsked(IPropertySymbol property)
        => _indexKeys.Contains(property.Name) || Declarations(property).Any(AttributeReader.HasAny);

    /// <summary>A property's attribute, its own or that of the property it overrides.</summary>
    public static T? Find<T>(IPropertySymbol property)
        where T : Attribute => Declarations(property).Select(AttributeReader.Read<T>).FirstOrDefault(static attribute => attribute is not null);

    /// <summary>What a property is to its table and audit trail.</summary>
    public PropertyRoles Roles(IPropertySymbol property)
    {
        var roles = _indexKeys.Contains(property.Name) ? PropertyRoles.IndexKey : 0;
        foreach (var declaration in Declarations(property))
        {
            foreach (var data in declaration.GetAttributes())
            {
                roles |= AttributeReader.IsOurs(data.AttributeClass) ? Role(data.AttributeClass!.Name) : 0;
            }
        }

        return roles;
    }

    private static PropertyRoles Role(string attribute) => attribute switch
    {
        nameof(PartitionKeyAttribute) => PropertyRoles.PartitionKey,
        nameof(SortKeyAttribute) => PropertyRoles.SortKey,
        nameof(TimeToLiveAttribute) => PropertyRoles.TimeToLive,
        nameof(VersionAttribute) => PropertyRoles.Version,
        nameof(AuditActorAttribute) => PropertyRoles.AuditActor,
        nameof(AuditIgnoreAttribute) => PropertyRoles.AuditIgnored,
        _ => 0,
    };

    private static bool Has<T>(IPropertySymbol property)
        where T : Attribute => Declarations(property).Any(AttributeReader.Has<T>);

    private static IEnumerable<IPropertySymbol> Declarations(IPropertySymbol property)
    {
        for (IPropertySymbol? current = property; current is not null; current = current.OverriddenProperty)
        {
            yield return current;
        }
    }

    private static bool IsAnnotatedInVain(IPropertySymbol property)
        => (property.IsStatic || property.IsIndexer || property.GetMethod is null || AttributeReader.Has<DynamoIgnoreAttribute>(property))
            && property.GetAttributes().Any(static data => AttributeReader.IsOurs(data.AttributeClass) && data.AttributeClass!.Name is not nameof(DynamoIgnoreAttribute));

    private void Add(ISymbol member)
    {
        if (member is IPropertySymbol { IsIndexer: false, GetMethod: { } getter, ExplicitInterfaceImplementations.IsEmpty: true } property && !Has<DynamoIgnoreAttribute>(property))
        {
            var isAsked = IsAsked(property);
            if (_compilation.CanUse(getter) && (isAsked || property.DeclaredAccessibility is Accessibility.Public))
            {
                _stored.Add(property);
                return;
            }

            if (isAsked)
            {
                _inaccessible.Add(property.Name);
            }
        }

        if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
        {
            _requiredButNotStored.Add(member.Name);
        }
    }
}
