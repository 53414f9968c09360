namespace Fw24.Generators.Model;

/// <summary>Why an item does not hold a property or field.</summary>
internal enum UnstoredReason
{
    /// <summary>It has <see cref="DynamoIgnoreAttribute"/>.</summary>
    Ignored,

    /// <summary>It is a field.</summary>
    Field,

    /// <summary>It is not public, and no attribute asks for it.</summary>
    NotPublic,

    /// <summary>Nothing reads it.</summary>
    NoGetter,

    /// <summary>Emitted code cannot call its getter.</summary>
    UnreachableGetter,

    /// <summary>Another assembly declares it, and no setter of it is seen here.</summary>
    UnseenSetter,

    /// <summary>It is set through the reference that it returns.</summary>
    Reference,

    /// <summary>A member of its name that is not stored hides it.</summary>
    Hidden,

    /// <summary>A stored property of its name hides it, which does not say what its attributes say.</summary>
    Replaced,

    /// <summary>Another generator adds it.</summary>
    Generated,
}
