namespace Fw24;

/// <summary>Parses an enum's name. Generated, one per enum, without making strings.</summary>
/// <typeparam name="T">The enum.</typeparam>
/// <param name="name">The name in UTF-8.</param>
/// <param name="value">The value.</param>
/// <returns>Whether the enum has that name.</returns>
public delegate bool EnumParse<T>(ReadOnlySpan<byte> name, out T value)
    where T : struct, Enum;
