namespace Fw24.Generators.Fixes;

/// <summary>Specifies the parts of code that a rule's fixes edit. One code fix provider applies the fixes of each part.</summary>
[Flags]
internal enum FixEdits
{
    /// <summary>No fix is safe.</summary>
    None = 0,

    /// <summary>An argument of an attribute.</summary>
    Argument = 1,

    /// <summary>An attribute.</summary>
    Attribute = 2,

    /// <summary>A modifier of a declaration.</summary>
    Modifier = 4,

    /// <summary>A property's type or accessors.</summary>
    Property = 8,

    /// <summary>A class's base.</summary>
    BaseType = 16,
}
