namespace Fw24.Generators.Model.Types;

/// <summary>Specifies how a property that was read is set, apart from a constructor.</summary>
internal enum Assignment
{
    /// <summary>Not at all: the constructor sets it, or it is computed and only written.</summary>
    None,

    /// <summary>In the object initializer.</summary>
    Initializer,

    /// <summary>By an assignment after construction.</summary>
    Setter,

    /// <summary>By a call of its setter after construction, despite <see langword="init"/> or <see langword="private"/>.</summary>
    Accessor,
}
