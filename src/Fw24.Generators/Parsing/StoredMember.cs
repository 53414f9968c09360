using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>A property that an item may hold.</summary>
/// <param name="Property">The property.</param>
/// <param name="Getter">What reads it.</param>
/// <param name="Setter">What sets it; <see langword="null"/> when nothing does.</param>
/// <param name="Attributes">What its attributes say.</param>
/// <param name="Secrecy">How secret it is.</param>
/// <param name="IsIndexKey">Whether it is part of an index's key.</param>
internal readonly record struct StoredMember(IPropertySymbol Property, IMethodSymbol Getter, IMethodSymbol? Setter, PropertyAttributes Attributes, Secrecy Secrecy, bool IsIndexKey)
{
    /// <summary>What it is to its table and audit trail.</summary>
    public PropertyRoles Roles => Attributes.Roles
        | (IsIndexKey ? PropertyRoles.IndexKey : PropertyRoles.None)
        | (Secrecy.IsAuditIgnored ? PropertyRoles.AuditIgnored : PropertyRoles.None);

    /// <summary>Whether an attribute or an index asks for it, so that it is stored even when it is computed.</summary>
    public bool IsAsked => IsIndexKey || Attributes.IsAnnotated;

    /// <summary>What attributes of other libraries would say, where none of this house says otherwise.</summary>
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

    /// <summary>Whether its own code makes its value, whether or not that is cached, and nothing sets it.</summary>
    public bool IsComputed => Setter is null && !Accessors.IsAutomatic(Getter);
}
