namespace Fw24;

/// <summary>Finds the value of an enum's name. Generated, one per enum; makes no strings.</summary>
/// <typeparam name="T">The enum.</typeparam>
/// <param name="name">The name.</param>
/// <returns>The value; <see langword="null"/> when the enum has no such name.</returns>
public delegate T? EnumParse<T>(Utf8Name name)
    where T : struct, Enum;
