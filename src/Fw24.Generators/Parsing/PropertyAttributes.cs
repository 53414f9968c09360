using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>
/// What the attributes of a property say, and those of the properties it overrides. They are read once: the parser comes by at every edit, and
/// most properties have none. What makes it secret may be said elsewhere, too: see <see cref="InheritedSecrets"/>.
/// </summary>
internal sealed class PropertyAttributes
{
    private static readonly PropertyAttributes s_none = new();

    private bool _isIgnoredItself;
    private bool _saysMoreItself;
    private bool _saysMoreThanSecrets;

    private PropertyAttributes()
    {
    }

    /// <summary>What the property is to its table and audit trail.</summary>
    public PropertyRoles Roles { get; private set; }

    /// <summary>The item attribute's name, where one is stated.</summary>
    public string? Attribute { get; private set; }

    /// <summary>What stands in its place when it says itself that it is sensitive.</summary>
    public Redaction? Redaction { get; private set; }

    /// <summary>The scope of its keyed hashes, where one is stated.</summary>
    public string? HashScope { get; private set; }

    /// <summary>Whether no item holds it.</summary>
    public bool IsIgnored { get; private set; }

    /// <summary>Whether any attribute of this house is there.</summary>
    public bool IsAnnotated { get; private set; }

    /// <summary>Whether a property that hides this one would have to repeat what is said here: secrets count without that.</summary>
    public bool IsLostWhenHidden => _saysMoreThanSecrets;

    /// <summary>What attributes of other libraries would say.</summary>
    public IReadOnlyList<ForeignAttribute> Foreign { get; private set; } = [];

    /// <summary>Whether a property that no item can hold is said more of than that.</summary>
    /// <param name="property">The property.</param>
    /// <param name="getter">What reads it.</param>
    public bool IsInVain(IPropertySymbol property, IMethodSymbol? getter)
        => _saysMoreItself && (_isIgnoredItself || property.IsStatic || property.IsIndexer || getter is null || !property.ExplicitInterfaceImplementations.IsEmpty);

    public static PropertyAttributes Of(IPropertySymbol property)
    {
        var all = s_none;
        for (IPropertySymbol? current = property; current is not null; current = current.OverriddenProperty)
        {
            foreach (var data in current.GetAttributes())
            {
                if (AttributeReader.IsOurs(data.AttributeClass))
                {
                    all = ReferenceEquals(all, s_none) ? new PropertyAttributes() : all;
                    all.Add(data, isOwn: ReferenceEquals(current, property));
                }
                else if (ForeignAttributes.Read(data) is { Count: > 0 } foreign)
                {
                    all = ReferenceEquals(all, s_none) ? new PropertyAttributes() : all;
                    all.Foreign = [.. all.Foreign, .. foreign];
                }
            }
        }

        if (IsFieldIgnored(property))
        {
            all = ReferenceEquals(all, s_none) ? new PropertyAttributes() : all;
            all.IsIgnored = true;
        }

        return all;
    }

    // [field: DynamoIgnore] is on the field that the compiler makes, and means the property.
    private static bool IsFieldIgnored(IPropertySymbol property)
        => property.DeclaringSyntaxReferences.Any(static reference => NamesField(reference.GetSyntax()))
            && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property) && AttributeReader.Has<DynamoIgnoreAttribute>(field));

    private static bool NamesField(SyntaxNode declaration)
    {
        var lists = declaration switch
        {
            PropertyDeclarationSyntax property => property.AttributeLists,
            ParameterSyntax parameter => parameter.AttributeLists,
            _ => default,
        };
        return lists.Any(static list => list.Target?.Identifier.IsKind(SyntaxKind.FieldKeyword) is true);
    }

    private void Add(AttributeData data, bool isOwn)
    {
        var name = data.AttributeClass!.Name;
        var isIgnored = name is nameof(DynamoIgnoreAttribute);
        IsAnnotated = true;
        IsIgnored |= isIgnored;
        _isIgnoredItself |= isIgnored && isOwn;
        _saysMoreItself |= !isIgnored && isOwn;
        _saysMoreThanSecrets |= name is not (nameof(SensitiveAttribute) or nameof(AuditIgnoreAttribute));
        Roles |= Role(name);
        Attribute ??= name is nameof(DynamoAttributeAttribute) ? AttributeReader.Read<DynamoAttributeAttribute>(data)?.Name : null;
        if (isOwn && Redaction is null && name is nameof(SensitiveAttribute) && AttributeReader.Read<SensitiveAttribute>(data) is { } sensitive)
        {
            (Redaction, HashScope) = (sensitive.Redaction, sensitive.Scope);
        }
    }

    private static PropertyRoles Role(string attribute) => attribute switch
    {
        nameof(PartitionKeyAttribute) => PropertyRoles.PartitionKey,
        nameof(SortKeyAttribute) => PropertyRoles.SortKey,
        nameof(TimeToLiveAttribute) => PropertyRoles.TimeToLive,
        nameof(VersionAttribute) => PropertyRoles.Version,
        nameof(AuditActorAttribute) => PropertyRoles.AuditActor,
        nameof(AuditIgnoreAttribute) => PropertyRoles.AuditIgnored,
        _ => PropertyRoles.None,
    };
}
