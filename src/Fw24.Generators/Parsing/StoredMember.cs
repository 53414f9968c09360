using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Parsing;

/// <summary>A property that an item may hold.</summary>
/// <param name="Property">The property.</param>
/// <param name="Attributes">What its attributes say.</param>
/// <param name="IsIndexKey">Whether it is part of an index's key.</param>
internal readonly record struct StoredMember(IPropertySymbol Property, PropertyAttributes Attributes, bool IsIndexKey)
{
    /// <summary>What it is to its table and audit trail.</summary>
    public Model.PropertyRoles Roles => Attributes.Roles | (IsIndexKey ? Model.PropertyRoles.IndexKey : Model.PropertyRoles.None);

    /// <summary>Whether an attribute or an index asks for it, so that it is stored even when it is computed.</summary>
    public bool IsAsked => IsIndexKey || Attributes.IsAnnotated;

    /// <summary>Whether it holds nothing by itself. Of another assembly's property without a setter that is presumed.</summary>
    public bool IsComputed => Property.SetMethod is null && !HasField(Property);

    private static bool HasField(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
            {
                return true;
            }
        }

        return false;
    }
}
