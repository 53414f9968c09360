namespace Fw24;

/// <summary>What generated code knows about an entity's property as an attribute of its items.</summary>
[Flags]
public enum FieldTraits
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>An update cannot write it: it is part of the key, or the version.</summary>
    Fixed = 1,

    /// <summary>An item without the attribute cannot be read.</summary>
    Required = 2,

    /// <summary>Null is one of its values.</summary>
    Nullable = 4,

    /// <summary>
    /// Null is stored as NULL instead of being left out, because the class supplies a value of its own for an absent attribute.
    /// </summary>
    StoresNull = 8,
}
