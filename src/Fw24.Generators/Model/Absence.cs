namespace Fw24.Generators.Model;

/// <summary>What a property becomes when the item has no attribute for it.</summary>
internal enum Absence
{
    /// <summary>An error.</summary>
    Required,

    /// <summary><see cref="PropertyModel.Default"/>.</summary>
    Default,

    /// <summary>What the class itself sets it to: it is assigned only when the attribute is there.</summary>
    Kept,
}
