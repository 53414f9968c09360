namespace Fw24.Generators.Model.Entities;

/// <summary>Specifies why an item does not hold a property or field.</summary>
internal enum UnstoredReason
{
    /// <summary>It has <see cref="DynamoIgnoreAttribute"/>.</summary>
    Ignored,

    /// <summary>It is a field.</summary>
    Field,

    /// <summary>It is not public, and no attribute includes it.</summary>
    NotPublic,

    /// <summary>It has no getter.</summary>
    NoGetter,

    /// <summary>Emitted code cannot call its getter.</summary>
    UnreachableGetter,

    /// <summary>Another assembly declares it, and its setter is not visible here.</summary>
    UnseenSetter,

    /// <summary>It is set through the reference that it returns.</summary>
    Reference,

    /// <summary>An unstored member of the same name hides it.</summary>
    Hidden,

    /// <summary>A stored property of the same name hides it without repeating its attributes.</summary>
    Replaced,

    /// <summary>Another generator adds it.</summary>
    Generated,
}
