namespace Fw24.Generators.Model;

/// <summary>How a property is set once it was read, besides by a constructor.</summary>
internal enum Assignment
{
    /// <summary>Not at all: the constructor did, or it is computed and only written.</summary>
    None,

    /// <summary>In the object initializer.</summary>
    Initializer,

    /// <summary>By an assignment after construction.</summary>
    Setter,

    /// <summary>By a call of its setter after construction, past <see langword="init"/> or <see langword="private"/>.</summary>
    Accessor,
}
