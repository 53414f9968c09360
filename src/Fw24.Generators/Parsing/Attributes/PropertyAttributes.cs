using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Members;

namespace Fw24.Generators.Parsing.Attributes;

/// <summary>
/// The attributes of a property, and of the properties it overrides. Read in one pass, as the parser runs at every edit and most properties have none.
/// Secrecy may also be stated elsewhere: see <see cref="InheritedSecrets"/>.
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

    /// <summary>The roles of the property in its table and audit trail.</summary>
    public PropertyRoles Roles { get; private set; }

    /// <summary>The item attribute's name, if stated.</summary>
    public string? Attribute { get; private set; }

    /// <summary>Earlier names of the item attribute.</summary>
    public EquatableArray<string> Aliases { get; private set; } = [];

    /// <summary>The value of an item without the attribute, if stated.</summary>
    public TypedConstant? Default { get; private set; }

    /// <summary>The converter of its values, if stated.</summary>
    public ITypeSymbol? Converter { get; private set; }

    /// <summary>The redaction, if the property itself is marked as sensitive.</summary>
    public Redaction? Redaction { get; private set; }

    /// <summary>The scope of its keyed hashes, if stated.</summary>
    public string? HashScope { get; private set; }

    /// <summary>Indicates whether it is excluded from items.</summary>
    public bool IsIgnored { get; private set; }

    /// <summary>Indicates whether it has any Fw24 attribute.</summary>
    public bool IsAnnotated { get; private set; }

    /// <summary>Indicates whether a property that hides this one would have to repeat its attributes; secrecy applies without repetition.</summary>
    public bool IsLostWhenHidden => _saysMoreThanSecrets;

    /// <summary>The attributes of other libraries.</summary>
    public IReadOnlyList<ForeignAttribute> Foreign { get; private set; } = [];

    /// <summary>Indicates whether the property has attributes although no item can hold it.</summary>
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

    // [field: DynamoIgnore] is on the compiler's backing field but means the property.
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
        Converter ??= ConverterParser.Of(data);
        if (name is nameof(DynamoAttributeAttribute) && AttributeReader.Read<DynamoAttributeAttribute>(data) is { } stored)
        {
            Attribute ??= stored.Name;
            Aliases = Aliases.Count > 0 ? Aliases : (stored.Aliases ?? []).Where(static alias => alias is not null).ToEquatableArray();
            Default ??= data.NamedArguments
                .Where(static argument => argument.Key is nameof(DynamoAttributeAttribute.Default))
                .Select(static argument => (TypedConstant?)argument.Value)
                .FirstOrDefault();
        }

        if (name is nameof(AuditActorAttribute) && AttributeReader.Read<AuditActorAttribute>(data) is { StampDeletes: true })
        {
            Roles |= PropertyRoles.DeleteStamp;
        }

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
        nameof(WriteRegionAttribute) => PropertyRoles.WriteRegion,
        nameof(TraceParentAttribute) => PropertyRoles.TraceParent,
        _ => PropertyRoles.None,
    };
}
