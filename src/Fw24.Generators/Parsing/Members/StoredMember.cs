using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Parsing.Members;

/// <summary>A property that an item may hold.</summary>
/// <param name="Property">The property.</param>
/// <param name="Getter">Its getter.</param>
/// <param name="Setter">Its setter; <see langword="null"/> without one.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Secrecy">Its secrecy.</param>
/// <param name="IsIndexKey">Indicates whether it is part of an index's key.</param>
internal readonly record struct StoredMember(IPropertySymbol Property, IMethodSymbol Getter, IMethodSymbol? Setter, PropertyAttributes Attributes, Secrecy Secrecy, bool IsIndexKey)
{
    /// <summary>Its roles in its table and audit trail.</summary>
    public PropertyRoles Roles => Attributes.Roles
        | (IsIndexKey ? PropertyRoles.IndexKey : PropertyRoles.None)
        | (Secrecy.IsAuditIgnored ? PropertyRoles.AuditIgnored : PropertyRoles.None);

    /// <summary>Indicates whether an attribute or an index requires it, so that it is stored even if computed.</summary>
    public bool IsAsked => IsIndexKey || Attributes.IsAnnotated;

    /// <summary>The attributes of other libraries that no Fw24 attribute overrides.</summary>
    public EquatableArray<ForeignAttribute> Foreign
    {
        get
        {
            var (isAsked, isNamed) = (IsAsked, Attributes.Attribute is not null);
            return Attributes.Foreign.Count is 0 ? [] : Attributes.Foreign
                .Where(attribute => attribute.Meaning switch
                {
                    ForeignMeaning.LeftOut => !isAsked,
                    ForeignMeaning.Name => !isNamed,
                    _ => true,
                })
                .ToEquatableArray();
        }
    }

    /// <summary>Indicates whether its own code computes the value, cached or not, and nothing sets it.</summary>
    public bool IsComputed => Setter is null && !Accessors.IsAutomatic(Getter);
}
