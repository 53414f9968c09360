namespace Fw24.Generators.Model.Types;

/// <summary>Specifies why no item can hold a type.</summary>
internal enum UnsupportedReason
{
    /// <summary>The type's name shows it.</summary>
    None,

    /// <summary>Its type arguments expand infinitely.</summary>
    Endless,

    /// <summary>It is a union of C# 15, whose only property is an <see langword="object"/>.</summary>
    Union,

    /// <summary>It is an abstract class, closed or not, so it has properties but no objects.</summary>
    Abstract,
}
