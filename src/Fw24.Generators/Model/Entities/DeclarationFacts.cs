namespace Fw24.Generators.Model.Entities;

/// <summary>The facts of a declaration that can prevent emitted code from using a class.</summary>
[Flags]
internal enum DeclarationFacts
{
    None = 0,
    Abstract = 1,
    Static = 2,

    /// <summary>The class or an enclosing type has type parameters.</summary>
    Generic = 4,

    FileLocal = 8,

    /// <summary>The class or an enclosing type is private or protected.</summary>
    Inaccessible = 16,

    /// <summary>The class has no public constructor.</summary>
    WithoutPublicConstructor = 32,

    Struct = 64,
}
