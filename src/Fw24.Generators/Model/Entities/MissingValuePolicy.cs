namespace Fw24.Generators.Model.Entities;

/// <summary>Specifies the value of a property whose attribute is absent from the item.</summary>
internal enum MissingValuePolicy
{
    /// <summary>None: absence is an error.</summary>
    Required,

    /// <summary><see cref="PropertyModel.Default"/>.</summary>
    Default,

    /// <summary>The class's own initial value: the property is assigned only if the attribute is present.</summary>
    Kept,
}
